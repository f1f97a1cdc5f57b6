package dev.muster.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.fasterxml.jackson.module.paramnames.ParameterNamesModule;
import dev.muster.assetmodel.fact.Properties;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.assetmodel.telemetry.Notice;
import dev.muster.assetmodel.telemetry.Quality;
import dev.muster.assetmodel.telemetry.Reading;
import dev.muster.assetmodel.telemetry.RefusalReason;
import dev.muster.assetmodel.telemetry.Sample;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Observations and verdicts travel between nodes inside other messages, one version apart. */
class WireFormTest {
    private static final Instant AT = Instant.parse("2030-01-02T03:04:05.678Z");
    private static final Sample SAMPLE = new Sample(
            new SourceId("WT-07"),
            42,
            AT,
            Map.of(
                    new SignalName("power"),
                    Reading.good(2.1),
                    new SignalName("wind_speed"),
                    new Reading(9.3, Quality.UNCERTAIN, "m/s")));
    private static final Notice NOTICE = new Notice(new SourceId("WT-07"), Notice.Kind.CONNECTED, 3, AT);

    private static final ObjectMapper CBOR = modules(new CBORMapper());
    private static final ObjectMapper JSON = modules(new ObjectMapper());

    record Envelope(List<Observation> observations) {}

    record Answer(List<Verdict> verdicts) {}

    @Test
    void shouldCarryObservationsInsideOtherMessages() throws IOException {
        Notice saying = new Notice(
                NOTICE.source(), NOTICE.kind(), NOTICE.epoch(), AT, new Properties(Map.of("firmware", "2.1")));
        Envelope envelope = new Envelope(List.of(
                new Observation(SAMPLE, AT),
                new Observation(NOTICE, AT.plusMillis(1)),
                new Observation(saying, AT.plusMillis(2))));

        assertThat(CBOR.readValue(CBOR.writeValueAsBytes(envelope), Envelope.class))
                .isEqualTo(envelope);
    }

    @Test
    void shouldCarryVerdictsInsideOtherMessages() throws IOException {
        Answer answer = new Answer(List.of(
                new Verdict.Accepted(),
                new Verdict.Duplicate(),
                new Verdict.Late(),
                new Verdict.Refused(RefusalReason.WRONG_UNIT, "Expected MW but got kW")));

        assertThat(CBOR.readValue(CBOR.writeValueAsBytes(answer), Answer.class)).isEqualTo(answer);
        assertThat(answer.verdicts().stream().map(Object::getClass))
                .containsExactlyInAnyOrder(Verdict.class.getPermittedSubclasses());
    }

    @Test
    void shouldKeepTheNamesOnTheWire() throws JsonProcessingException {
        assertThat(JSON.writeValueAsString(new Observation(SAMPLE, AT)))
                .isEqualTo("{\"telemetry\":{\"record\":\"sample\",\"source\":\"WT-07\",\"sequence\":42,"
                        + "\"measuredAt\":\"2030-01-02T03:04:05.678Z\",\"readings\":{"
                        + "\"power\":{\"value\":2.1,\"quality\":\"good\"},"
                        + "\"wind_speed\":{\"value\":9.3,\"quality\":\"uncertain\",\"unit\":\"m/s\"}}},"
                        + "\"receivedAt\":\"2030-01-02T03:04:05.678Z\"}");
        assertThat(JSON.writeValueAsString(new Observation(NOTICE, AT)))
                .isEqualTo(
                        "{\"telemetry\":{\"record\":\"notice\",\"source\":\"WT-07\",\"kind\":\"connected\",\"epoch\":3,"
                                + "\"measuredAt\":\"2030-01-02T03:04:05.678Z\"},\"receivedAt\":\"2030-01-02T03:04:05.678Z\"}");
        assertThat(JSON.writerFor(new TypeReference<List<Verdict>>() {})
                        .writeValueAsString(List.of(
                                new Verdict.Accepted(),
                                new Verdict.Duplicate(),
                                new Verdict.Late(),
                                new Verdict.Refused(RefusalReason.RETIRED, "gone"))))
                .isEqualTo("[{\"verdict\":\"accepted\"},{\"verdict\":\"duplicate\"},{\"verdict\":\"late\"},"
                        + "{\"verdict\":\"refused\",\"reason\":\"retired\",\"detail\":\"gone\"}]");
    }

    /** As akka-serialization-jackson sets them up. */
    private static ObjectMapper modules(ObjectMapper mapper) {
        return mapper.registerModule(new JavaTimeModule())
                .registerModule(new ParameterNamesModule())
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);
    }
}
