package dev.muster.twinservice.store.statement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.telemetry.Quality;
import dev.muster.assetmodel.telemetry.Reading;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ReadingsEncodingTest {
    private static final SignalName POWER = new SignalName("power");
    private static final SignalName WIND_SPEED = new SignalName("wind_speed");

    @Test
    void shouldReadWhatTheFirstVersionWrote() {
        // given bytes as they stand in databases: this text never changes
        String stored = "01" + "05706f776572" + "00" + "4000cccccccccccd" + "0a77696e645f7370656564" + "81"
                + "402299999999999a" + "0003" + "6d2f73";
        Map<SignalName, Reading> readings =
                Map.of(POWER, Reading.good(2.1), WIND_SPEED, new Reading(9.3, Quality.UNCERTAIN, "m/s"));

        // then
        assertThat(ReadingsEncoding.decode(ByteBuffer.wrap(HexFormat.of().parseHex(stored))))
                .isEqualTo(readings);
        assertThat(hex(ReadingsEncoding.encode(new TreeMap<>(readings)))).isEqualTo(stored);
    }

    @Test
    void shouldGiveBackEveryFiniteDoubleBitByBit() {
        Random random = new Random(42);
        for (int i = 0; i < 10_000; i++) {
            double value = Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(value)) {
                assertUnchanged(value);
            }
        }
        assertUnchanged(-0.0);
        assertUnchanged(Double.MIN_VALUE);
        assertUnchanged(-Double.MAX_VALUE);
    }

    @Test
    void shouldGiveBackEveryQualityAndUnit() {
        Map<SignalName, Reading> readings = new HashMap<>();
        for (Quality quality : Quality.values()) {
            readings.put(new SignalName("plain." + quality), new Reading(1, quality, null));
            readings.put(new SignalName("unit." + quality), new Reading(1, quality, "°C"));
            readings.put(new SignalName("empty." + quality), new Reading(1, quality, ""));
        }
        readings.put(new SignalName("s".repeat(128)), Reading.good(1));

        assertThat(ReadingsEncoding.decode(ReadingsEncoding.encode(readings))).isEqualTo(readings);
    }

    @Test
    void shouldRefuseToGuessANewerVersion() {
        ByteBuffer newer = ByteBuffer.wrap(new byte[] {2, 0});

        assertThatThrownBy(() -> ReadingsEncoding.decode(newer))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("encoding 1 but got 2");
    }

    @Test
    void shouldHoldUnitsOf65535BytesAndRefuseLongerOnes() {
        Map<SignalName, Reading> longest = Map.of(POWER, new Reading(1, Quality.GOOD, "u".repeat(65_535)));
        Map<SignalName, Reading> tooLong = Map.of(POWER, new Reading(1, Quality.GOOD, "u".repeat(65_536)));

        assertThat(ReadingsEncoding.decode(ReadingsEncoding.encode(longest))).isEqualTo(longest);
        assertThatThrownBy(() -> ReadingsEncoding.encode(tooLong)).isInstanceOf(IllegalArgumentException.class);
    }

    private static void assertUnchanged(double value) {
        ByteBuffer bytes = ReadingsEncoding.encode(Map.of(POWER, Reading.good(value)));
        assertThat(ReadingsEncoding.decode(bytes))
                .hasEntrySatisfying(POWER, reading -> assertThat(Double.doubleToRawLongBits(reading.value()))
                        .isEqualTo(Double.doubleToRawLongBits(value)));
    }

    private static String hex(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
