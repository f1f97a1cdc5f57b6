package dev.muster.ingest.batch;

import dev.muster.assetmodel.identity.SourceId;
import dev.muster.assetmodel.telemetry.DecodeResult;
import dev.muster.assetmodel.telemetry.RefusalReason;
import dev.muster.assetmodel.telemetry.TelemetryCodec;
import dev.muster.assetmodel.telemetry.TelemetryRecord;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads one record and checks what can be checked without knowing the asset. Never throws, whatever the record. */
final class Intake {
    /**
     * Times outside do not fit everywhere downstream (a time of the year 1,000,000,000 overflows milliseconds). A device
     * that has lost its clock starts at 1970: that is late, not malformed.
     */
    static final Instant MEASURED_AT_MIN = Instant.EPOCH;

    static final Instant MEASURED_AT_MAX = Instant.parse("9999-12-31T23:59:59.999Z");

    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);

    private Intake() {}

    static DecodeResult read(ConsumerRecord<byte @Nullable [], byte @Nullable []> record) {
        byte[] value = record.value();
        if (value == null) {
            return refused(RefusalReason.MALFORMED, "Expected a value but got none");
        }
        DecodeResult result;
        try {
            result = TelemetryCodec.decode(value);
        } catch (RuntimeException | StackOverflowError e) {
            // A bug of the codec; one record of it must not stop the partition for all others.
            LOG.error("Decoding offset {} of partition {} failed", record.offset(), record.partition(), e);
            return refused(RefusalReason.MALFORMED, "Expected a record that can be decoded but decoding failed: " + e);
        }
        return result instanceof DecodeResult.Decoded decoded ? checked(record.key(), decoded) : result;
    }

    private static DecodeResult checked(byte @Nullable [] key, DecodeResult.Decoded decoded) {
        TelemetryRecord telemetry = decoded.telemetry();
        SourceId source = telemetry.source();
        if (!isKeyOf(source, key)) {
            return refused(
                    RefusalReason.KEY_MISMATCH,
                    "Expected key '%s' as the record's source but got %s"
                            .formatted(source, key == null ? "none" : "another"));
        }
        Instant measuredAt = telemetry.measuredAt();
        if (measuredAt.isBefore(MEASURED_AT_MIN) || measuredAt.isAfter(MEASURED_AT_MAX)) {
            return refused(
                    RefusalReason.MALFORMED,
                    "Expected a time of %s to %s but got %s".formatted(MEASURED_AT_MIN, MEASURED_AT_MAX, measuredAt));
        }
        return decoded;
    }

    /** Ids are ASCII, so that each character is one byte: compared without making a text of every key. */
    private static boolean isKeyOf(SourceId source, byte @Nullable [] key) {
        String id = source.value();
        if (key == null || key.length != id.length()) {
            return false;
        }
        for (int i = 0; i < key.length; i++) {
            if (key[i] != id.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static DecodeResult refused(RefusalReason reason, String detail) {
        return new DecodeResult.Refused(reason, detail);
    }
}
