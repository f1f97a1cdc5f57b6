package dev.muster.ingest;

import dev.muster.assetmodel.telemetry.RefusalReason;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A record that was refused, with everything needed to see why and to find it again.
 *
 * @param origin where it stands in Kafka
 * @param key its key as text, at most {@value #KEY_LENGTH_MAX} characters; bytes that are not UTF-8 are shown as U+FFFD;
 *     {@code null}: it had none
 * @param receivedAt the broker's clock ({@code LogAppendTime})
 * @param detail what was expected, at most {@value #DETAIL_LENGTH_MAX} characters
 */
public record QuarantinedRecord(
        Origin origin, @Nullable String key, Instant receivedAt, RefusalReason reason, String detail, Payload payload) {
    /** Characters of a key that are kept: twice the longest id. */
    public static final int KEY_LENGTH_MAX = 256;

    /** Characters of a detail that are kept: what a hostile record makes a message of can be as long as the record. */
    public static final int DETAIL_LENGTH_MAX = 1_000;

    public QuarantinedRecord {
        Objects.requireNonNull(origin, "origin");
        Objects.requireNonNull(receivedAt, "receivedAt");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(detail, "detail");
        Objects.requireNonNull(payload, "payload");
        if (key != null && key.length() > KEY_LENGTH_MAX) {
            key = key.substring(0, KEY_LENGTH_MAX);
        }
        if (detail.length() > DETAIL_LENGTH_MAX) {
            detail = detail.substring(0, DETAIL_LENGTH_MAX);
        }
    }

    /** The same for every delivery of one record, so that a reader can count it once: {@code telemetry/3@42}. */
    public String id() {
        return origin.topic() + "/" + origin.partition() + "@" + origin.offset();
    }

    /** Topic, partition and offset of the record as it was received. */
    public record Origin(String topic, int partition, long offset) {}

    /**
     * The bytes as received, or the first {@value #BYTES_MAX} of them with the fingerprint of all.
     *
     * @param base64 {@code null}: the record had no value
     * @param sizeBytes of the whole value
     * @param sha256 of the whole value, in hex, when {@code base64} holds only its beginning; otherwise {@code null}
     */
    public record Payload(
            @Nullable String base64,
            int sizeBytes,
            @Nullable String sha256) {
        /** Bytes of a value that are kept. */
        public static final int BYTES_MAX = 4_096;

        private static final Payload ABSENT = new Payload(null, 0, null);

        /** Of a record's value; {@code null} for a tombstone. */
        public static Payload of(byte @Nullable [] value) {
            if (value == null) {
                return ABSENT;
            }
            if (value.length <= BYTES_MAX) {
                return new Payload(Base64.getEncoder().encodeToString(value), value.length, null);
            }
            String head = Base64.getEncoder().encodeToString(Arrays.copyOf(value, BYTES_MAX));
            return new Payload(head, value.length, sha256(value));
        }

        private static String sha256(byte[] value) {
            try {
                return HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(value));
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("Every Java platform has SHA-256", e);
            }
        }
    }
}
