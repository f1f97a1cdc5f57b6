package dev.muster.twinservice.store.statement;

import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.telemetry.Quality;
import dev.muster.assetmodel.telemetry.Reading;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The readings of one sample as bytes, exactly as sent: doubles bit by bit, quality, and the unit that the device claims.
 * A sample of the one signal {@code power} takes 16 bytes; a frozen map of tuples would take 34 without room for a unit,
 * and another column whenever a reading learns something new, JSON up to 28 and a parser. Versioned, so it can change.
 *
 * <pre>
 * version (1 byte: 1), then per signal in the order of names:
 *   length of name (1), name (ASCII), flags (1): quality in bits 0-1 as in OPC UA (0 good, 1 uncertain, 2 bad), bit 7: has a unit
 *   value (8, IEEE 754, big-endian), and with a unit: length (2, unsigned), unit (UTF-8)
 * </pre>
 */
public final class ReadingsEncoding {
    static final byte VERSION = 1;

    private static final int QUALITY_MASK = 0b11;
    private static final int HAS_UNIT = 0x80;
    private static final int UNIT_BYTES_MAX = 0xFFFF;

    private ReadingsEncoding() {}

    /** {@link IllegalArgumentException} when a unit takes more than 65,535 bytes, which no record has room for. */
    public static ByteBuffer encode(Map<SignalName, Reading> readings) {
        int size = 1;
        List<byte[]> units = new ArrayList<>(readings.size());
        for (Map.Entry<SignalName, Reading> entry : readings.entrySet()) {
            byte[] unit = bytes(entry.getValue().unit());
            units.add(unit);
            size += 1 + entry.getKey().value().length() + 1 + Double.BYTES;
            size += entry.getValue().unit() == null ? 0 : Short.BYTES + unit.length;
        }
        ByteBuffer buffer = ByteBuffer.allocate(size).put(VERSION);
        int index = 0;
        for (Map.Entry<SignalName, Reading> entry : readings.entrySet()) {
            put(buffer, entry.getKey(), entry.getValue(), units.get(index++));
        }
        return buffer.flip();
    }

    private static void put(ByteBuffer buffer, SignalName signal, Reading reading, byte[] unit) {
        byte[] name = signal.value().getBytes(StandardCharsets.US_ASCII);
        int flags = QualityCode.of(reading.quality()) | (reading.unit() == null ? 0 : HAS_UNIT);
        buffer.put((byte) name.length).put(name).put((byte) flags).putDouble(reading.value());
        if (reading.unit() != null) {
            buffer.putShort((short) unit.length).put(unit);
        }
    }

    private static byte[] bytes(@Nullable String unit) {
        byte[] bytes = unit == null ? new byte[0] : unit.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > UNIT_BYTES_MAX) {
            throw new IllegalArgumentException(
                    "Expected a unit of at most %d bytes but got %d".formatted(UNIT_BYTES_MAX, bytes.length));
        }
        return bytes;
    }

    /** {@link IllegalStateException} when a newer build wrote the bytes. */
    public static Map<SignalName, Reading> decode(ByteBuffer stored) {
        ByteBuffer buffer = stored.duplicate();
        byte version = buffer.get();
        if (version != VERSION) {
            throw new IllegalStateException("Expected readings in encoding %d but got %d: written by a newer build"
                    .formatted(VERSION, version));
        }
        Map<SignalName, Reading> readings = new TreeMap<>();
        while (buffer.hasRemaining()) {
            SignalName signal = new SignalName(text(buffer, Byte.toUnsignedInt(buffer.get())));
            int flags = Byte.toUnsignedInt(buffer.get());
            double value = buffer.getDouble();
            String unit = (flags & HAS_UNIT) == 0 ? null : text(buffer, Short.toUnsignedInt(buffer.getShort()));
            Quality quality = QualityCode.quality(flags & QUALITY_MASK);
            readings.put(signal, new Reading(value, quality, unit));
        }
        return readings;
    }

    private static String text(ByteBuffer buffer, int length) {
        byte[] bytes = new byte[length];
        buffer.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
