package dev.muster.ingest.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.assetmodel.telemetry.RefusalReason;
import dev.muster.ingest.QuarantinedRecord;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Others read the topic {@code quarantine}: those bytes are what their readers were built for. */
class QuarantineGoldenTest {
    private static final QuarantinedRecord.Origin ORIGIN = new QuarantinedRecord.Origin("telemetry", 3, 42);
    private static final Instant AT = Instant.parse("2030-01-02T03:04:05.678Z");
    private static final Map<String, QuarantinedRecord> RECORDS = Map.of(
            "whole",
            record("WT-07", "garbage".getBytes(StandardCharsets.US_ASCII)),
            "beginning",
            record("WT-07", new byte[QuarantinedRecord.Payload.BYTES_MAX + 1]),
            "without-key-and-value",
            record(null, null));

    private static QuarantinedRecord record(@Nullable String key, byte @Nullable [] value) {
        return new QuarantinedRecord(
                ORIGIN,
                key,
                AT,
                RefusalReason.MALFORMED,
                "Expected a JSON object but got \"flügel\"",
                QuarantinedRecord.Payload.of(value));
    }

    @ParameterizedTest
    @ValueSource(strings = {"whole", "beginning", "without-key-and-value"})
    void shouldWriteWhatReadersWereBuiltFor(String name) throws IOException {
        String written =
                new String(KafkaQuarantine.encode(Objects.requireNonNull(RECORDS.get(name))), StandardCharsets.UTF_8);

        assertThat(written + "\n").isEqualTo(golden("quarantine-" + name + ".json"));
    }

    private static String golden(String name) throws IOException {
        try (InputStream stream = QuarantineGoldenTest.class.getResourceAsStream("/golden/" + name)) {
            assertThat(stream).as("golden/%s", name).isNotNull();
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
