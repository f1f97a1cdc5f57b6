package dev.muster.assetmodel.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.assetmodel.command.ModelLimits;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InstantReaderTest {
    @Test
    void shouldReadWhateverIsWritten() {
        Random random = new Random(7);
        long first = ModelLimits.TIME_MIN.getEpochSecond();
        long span = ModelLimits.TIME_MAX.getEpochSecond() - first;
        long[] units = {1, 1_000, 1_000_000, 1_000_000_000};
        for (int i = 0; i < 100_000; i++) {
            long nanos = random.nextInt(1_000_000_000) / units[i % units.length] * units[i % units.length];
            Instant instant = Instant.ofEpochSecond(first + (long) (random.nextDouble() * span), nanos);

            assertThat(InstantReader.read(instant.toString())).isEqualTo(instant);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2030-02-28T23:59:59Z",
                "2032-02-29T00:00:00.1Z",
                "2030-12-31T23:59:59.999999999Z",
                "0001-01-01T00:00:00Z",
                "1969-12-31T23:59:59.999Z"
            })
    void shouldReadEdges(String text) {
        assertThat(InstantReader.read(text)).isEqualTo(Instant.parse(text));
    }

    /** Jackson then says what it makes of it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Z",
                "2030-02-29T00:00:00Z",
                "2030-13-01T00:00:00Z",
                "2030-00-01T00:00:00Z",
                "2030-01-00T00:00:00Z",
                "2030-01-01T24:00:00Z",
                "2030-01-01T00:60:00Z",
                "2030-01-01T00:00:60Z",
                "2030-01-01T00:00:00",
                "2030-01-01T00:00:00.Z",
                "2030-01-01T00:00:00.1234567890Z",
                "2030-01-01T00:00:00.12xZ",
                "2030-01-01T00:00:00+01:00Z",
                "2030-01-01 00:00:00Z",
                "2030/01/01T00:00:00Z",
                "+2030-01-01T00:00:00Z",
                "-030-01-01T00:00:00Z"
            })
    void shouldLeaveAnythingElseAlone(String text) {
        assertThat(InstantReader.read(text)).isNull();
    }
}
