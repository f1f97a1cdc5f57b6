package dev.muster.loadtest.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.muster.assetmodel.identity.GroupId;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.telemetry.Sample;
import dev.muster.assetmodel.type.Signal;
import dev.muster.loadtest.client.AggregateReply;
import dev.muster.loadtest.harness.BenchModel;
import dev.muster.loadtest.harness.RootTotal;
import dev.muster.loadtest.memory.figure.Histogram;
import dev.muster.loadtest.memory.figure.Histogram.Count;
import dev.muster.loadtest.model.ModelPlan;
import dev.muster.loadtest.service.ServiceFailure;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MemoryTrialTest {
    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
    private static final String TWIN = "dev.muster.twinservice.twin.AssetTwin";
    private static final String ENTITY = "dev.muster.benchmarks.entity.EmptyEntity";

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 10})
    void shouldSendEachSignalOfTheTypeAndSumOne(int signals) {
        List<Signal> known = BenchModel.part(100, 0, 0, signals).types().get(0).signals();
        List<Sample> samples = BenchModel.records(100, 100, 1, NOW, signals).toList();

        assertThat(known).hasSize(signals);
        assertThat(known.stream().filter(Signal::summed).map(Signal::name)).containsExactly(BenchModel.POWER);
        Set<SignalName> names = new HashSet<>(known.stream().map(Signal::name).toList());
        assertThat(samples)
                .hasSize(100)
                .allSatisfy(sample -> assertThat(sample.readings().keySet()).isEqualTo(names));
    }

    @Test
    void shouldBringAnAssetAsALineWithItsGroups() throws JsonProcessingException {
        ModelPlan plan = BenchModel.part(1_250, 1_001, 1_002, 1);

        assertThat(plan.assets()).hasSize(1);
        assertThat(FleetImport.line(plan.assets().get(0)))
                .isEqualTo(
                        "{\"entity\":\"asset\",\"id\":\"unit-1001\",\"name\":\"unit-1001\",\"type\":\"throughput-unit\","
                                + "\"placements\":{\"geography\":\"leaf-10\",\"technology\":\"leaf-0\"}}");
    }

    @Test
    void shouldTakeNoImportThatLeftSomebodyOut() throws JsonProcessingException {
        assertThatCode(() -> FleetImport.requireAll(job(7), 7)).doesNotThrowAnyException();
        JsonNode one = job(6);
        assertThatThrownBy(() -> FleetImport.requireAll(one, 7))
                .isInstanceOf(ServiceFailure.class)
                .hasMessageContaining("import of 7 assets")
                .hasMessageContaining("\"failed\":1");
    }

    private static JsonNode job(int created) throws JsonProcessingException {
        return new ObjectMapper()
                .readTree("{\"state\":\"succeeded\",\"lines\":{\"created\":%d,\"failed\":1}}".formatted(created));
    }

    @ParameterizedTest
    @CsvSource({"5.000001, 7, 7, true", "5.000002, 7, 7, false", "5.000001, 7, 6, false", "5.000001, 8, 7, false"})
    void shouldBeCompleteWithTheTotalOfAllOnly(BigDecimal value, int expected, int reporting, boolean complete) {
        AggregateReply reply = new AggregateReply(
                "geography",
                new GroupId("root"),
                "Root",
                "power",
                "MW",
                NOW,
                value,
                expected,
                reporting,
                new AggregateReply.Missing(expected - reporting, Map.of(), List.of(), null),
                null,
                List.of());

        assertThat(Roots.isComplete(reply, new RootTotal(5_000_001, 7))).isEqualTo(complete);
    }

    @Test
    void shouldTakeNoFigureOfTwinsThatAreNotThere() {
        assertThatCode(() -> MusterTrial.requireAwake(counted(TWIN, 7), 7)).doesNotThrowAnyException();
        assertThatCode(() -> MusterTrial.requireAwake(counted(ENTITY, 7), 0)).doesNotThrowAnyException();
        assertThatThrownBy(() -> MusterTrial.requireAwake(counted(TWIN, 6), 7))
                .isInstanceOf(ServiceFailure.class)
                .hasMessage("Expected 7 twins to be awake but found 6");
        assertThatThrownBy(() -> MusterTrial.requireAwake(counted(TWIN, 1), 0)).hasMessageContaining("found 1");
    }

    @ParameterizedTest
    @CsvSource({"7, 7, 0, true", "6, 7, 0, false", "7, 6, 0, false", "7, 7, 1, false"})
    void shouldTakeNoFigureOfEntitiesThatAreNotThereOrWereNotRecovered(
            int woken, int awake, int persisted, boolean taken) {
        Matcher line = EntityTrial.WOKEN.matcher(
                "INFO x\nentities: %d woken in 2500 ms, %d of them new\n".formatted(woken, persisted));
        assertThat(line.find()).isTrue();
        EntityTrial.Woken found = EntityTrial.woken(line);

        assertThat(found.seconds()).isEqualTo(2.5);
        if (taken) {
            assertThatCode(() -> EntityTrial.requireAll(found, counted(ENTITY, awake), 7, 0))
                    .doesNotThrowAnyException();
        } else {
            assertThatThrownBy(() -> EntityTrial.requireAll(found, counted(ENTITY, awake), 7, 0))
                    .isInstanceOf(ServiceFailure.class)
                    .hasMessageContaining(
                            "Expected 7 empty entities, 0 of them new, but found %d awake".formatted(awake));
        }
    }

    private static Histogram counted(String name, int instances) {
        return new Histogram(Map.of(name, new Count(instances, instances * 16L)));
    }
}
