package dev.muster.twinservice.command.ack;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.muster.assetmodel.control.ControlCodec;
import dev.muster.assetmodel.control.DeviceAck;
import dev.muster.assetmodel.control.UnknownVersionException;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.assetmodel.telemetry.RefusalReason;
import dev.muster.twinservice.command.kafka.CloudEvent;
import dev.muster.twinservice.command.kafka.KafkaAnswerMarks;
import java.util.Arrays;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Reads records of {@code command-acks}, whatever their bytes. What a device says of the time is not judged: it is recorded beside the
 * broker's clock, which decides, and a clock that runs wild must not keep a command from its end.
 */
final class AckReader {
    private AckReader() {}

    /** What a record holds. */
    sealed interface Read {
        record Ack(DeviceAck ack) implements Read {}

        /** Muster's own: all that the source answered before has been read. */
        record Mark(SourceId source, AssetId asset) implements Read {}

        /** {@code detail} reads "Expected … but …". */
        record Unusable(RefusalReason reason, String detail) implements Read {}
    }

    static Read read(ConsumerRecord<byte @Nullable [], byte @Nullable []> record) {
        return KafkaAnswerMarks.TYPE.equals(CloudEvent.typeOf(record.headers()))
                ? mark(record)
                : answer(record.key(), record.value());
    }

    private static Read mark(ConsumerRecord<byte @Nullable [], byte @Nullable []> record) {
        byte[] key = record.key();
        String asset = CloudEvent.subjectOf(record.headers());
        if (key == null || asset == null) {
            return new Read.Unusable(
                    RefusalReason.MALFORMED, "Expected a mark with a source as its key and an asset as its subject");
        }
        try {
            return new Read.Mark(new SourceId(new String(key, UTF_8)), new AssetId(asset));
        } catch (IllegalArgumentException e) {
            return new Read.Unusable(RefusalReason.MALFORMED, String.valueOf(e.getMessage()));
        }
    }

    private static Read answer(byte @Nullable [] key, byte @Nullable [] value) {
        if (value == null) {
            return new Read.Unusable(RefusalReason.MALFORMED, "Expected a JSON object but the record has no value");
        }
        if (value.length > ControlCodec.RECORD_BYTES_MAX) {
            return new Read.Unusable(
                    RefusalReason.TOO_LARGE,
                    "Expected at most %d bytes but got %d".formatted(ControlCodec.RECORD_BYTES_MAX, value.length));
        }
        DeviceAck ack;
        try {
            ack = ControlCodec.ack(value);
        } catch (UnknownVersionException e) {
            return new Read.Unusable(RefusalReason.UNKNOWN_VERSION, String.valueOf(e.getMessage()));
        } catch (IllegalArgumentException e) {
            return new Read.Unusable(RefusalReason.MALFORMED, String.valueOf(e.getMessage()));
        }
        if (key == null || !Arrays.equals(key, ack.source().value().getBytes(UTF_8))) {
            return new Read.Unusable(
                    RefusalReason.KEY_MISMATCH,
                    "Expected the key to be the source '%s' but it is not".formatted(ack.source()));
        }
        return new Read.Ack(ack);
    }
}
