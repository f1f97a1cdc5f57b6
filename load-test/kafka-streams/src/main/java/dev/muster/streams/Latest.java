package dev.muster.streams;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.jspecify.annotations.Nullable;

/** The newest sample of an asset, by its sequence. */
record Latest(long sequence, double power, double voltage, double temperature) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final double MICROS = 1e6;
    private static final int BYTES = 4 * Long.BYTES;

    static Serde<Latest> serde() {
        return Serdes.serdeFrom((topic, latest) -> bytes(latest), (topic, bytes) -> read(bytes));
    }

    /** {@code null}: no sample of these three signals. */
    static @Nullable Latest parse(byte[] json) {
        try {
            JsonNode sample = JSON.readTree(json);
            JsonNode values = sample.path("values");
            return values.has("power") && values.has("voltage") && values.has("temperature")
                    ? new Latest(
                            sample.path("seq").longValue(),
                            values.path("power").doubleValue(),
                            values.path("voltage").doubleValue(),
                            values.path("temperature").doubleValue())
                    : null;
        } catch (IOException e) {
            return null;
        }
    }

    Latest later(Latest other) {
        return other.sequence > sequence ? other : this;
    }

    /** What is summed: whole millionths, so that sums are exact. */
    long powerMicros() {
        return Math.round(power * MICROS);
    }

    private static byte @Nullable [] bytes(@Nullable Latest latest) {
        return latest == null
                ? null
                : ByteBuffer.allocate(BYTES)
                        .putLong(latest.sequence)
                        .putDouble(latest.power)
                        .putDouble(latest.voltage)
                        .putDouble(latest.temperature)
                        .array();
    }

    private static @Nullable Latest read(byte @Nullable [] bytes) {
        if (bytes == null) {
            return null;
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new Latest(buffer.getLong(), buffer.getDouble(), buffer.getDouble(), buffer.getDouble());
    }
}
