package dev.muster.streams;

import java.nio.ByteBuffer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.jspecify.annotations.Nullable;

/** The sum of a group in millionths, and of how many assets. */
record Total(long micros, long count) {
    static final Total NONE = new Total(0, 0);

    private static final int BYTES = 2 * Long.BYTES;

    static Serde<Total> serde() {
        return Serdes.serdeFrom((topic, total) -> bytes(total), (topic, bytes) -> read(bytes));
    }

    static Total of(Latest latest) {
        return new Total(latest.powerMicros(), 1);
    }

    Total plus(Total other) {
        return new Total(micros + other.micros, count + other.count);
    }

    Total minus(Total other) {
        return new Total(micros - other.micros, count - other.count);
    }

    private static byte @Nullable [] bytes(@Nullable Total total) {
        return total == null
                ? null
                : ByteBuffer.allocate(BYTES)
                        .putLong(total.micros)
                        .putLong(total.count)
                        .array();
    }

    private static @Nullable Total read(byte @Nullable [] bytes) {
        if (bytes == null) {
            return null;
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new Total(buffer.getLong(), buffer.getLong());
    }
}
