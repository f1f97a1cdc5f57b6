package dev.muster.ingest.batch;

import dev.muster.assetmodel.fact.Properties;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.assetmodel.telemetry.Notice;
import dev.muster.assetmodel.telemetry.Reading;
import dev.muster.assetmodel.telemetry.Sample;
import dev.muster.assetmodel.telemetry.TelemetryCodec;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/** Kafka records as a test needs them. */
public final class Records {
    /** The topic and partition of all of them. */
    public static final TopicPartition PARTITION = new TopicPartition("telemetry", 3);

    /** When the broker got the record at offset 0; each offset is a millisecond. */
    public static final Instant RECEIVED = Instant.parse("2030-01-02T03:04:05Z");

    static final SignalName REFUSED = new SignalName("refuse");
    static final SignalName POWER = new SignalName("power");

    private Records() {}

    public static ConsumerRecord<byte @Nullable [], byte @Nullable []> sample(
            long offset, String source, long sequence) {
        return sample(offset, source, sequence, RECEIVED.plusSeconds(sequence));
    }

    static ConsumerRecord<byte @Nullable [], byte @Nullable []> sample(
            long offset, String source, long sequence, Instant measuredAt) {
        return record(offset, source, TelemetryCodec.encode(sampleOf(source, sequence, measuredAt)));
    }

    static Sample sampleOf(String source, long sequence, Instant measuredAt) {
        return new Sample(new SourceId(source), sequence, measuredAt, Map.of(POWER, Reading.good((double) sequence)));
    }

    /** A sample that the twin refuses. */
    static ConsumerRecord<byte @Nullable [], byte @Nullable []> refusedSample(
            long offset, String source, long sequence) {
        Sample sample = new Sample(
                new SourceId(source), sequence, RECEIVED.plusSeconds(sequence), Map.of(REFUSED, Reading.good(1)));
        return record(offset, source, TelemetryCodec.encode(sample));
    }

    static ConsumerRecord<byte @Nullable [], byte @Nullable []> notice(long offset, String source, long epoch) {
        Notice notice = new Notice(new SourceId(source), Notice.Kind.CONNECTED, epoch, RECEIVED.plusSeconds(epoch));
        return record(offset, source, TelemetryCodec.encode(notice));
    }

    /** A device connects, and says one thing of itself. */
    static ConsumerRecord<byte @Nullable [], byte @Nullable []> report(
            long offset, String source, long epoch, String property, String value) {
        Notice notice = new Notice(
                new SourceId(source),
                Notice.Kind.CONNECTED,
                epoch,
                RECEIVED.plusSeconds(epoch),
                new Properties(Map.of(property, value)));
        return record(offset, source, TelemetryCodec.encode(notice));
    }

    static ConsumerRecord<byte @Nullable [], byte @Nullable []> text(long offset, @Nullable String key, String value) {
        return record(offset, key, value.getBytes(StandardCharsets.UTF_8));
    }

    public static ConsumerRecord<byte @Nullable [], byte @Nullable []> record(
            long offset, @Nullable String key, byte @Nullable [] value) {
        byte[] keyBytes = key == null ? null : key.getBytes(StandardCharsets.UTF_8);
        return new ConsumerRecord<>(
                PARTITION.topic(),
                PARTITION.partition(),
                offset,
                RECEIVED.plusMillis(offset).toEpochMilli(),
                TimestampType.LOG_APPEND_TIME,
                keyBytes == null ? ConsumerRecord.NULL_SIZE : keyBytes.length,
                value == null ? ConsumerRecord.NULL_SIZE : value.length,
                keyBytes,
                value,
                new RecordHeaders(),
                Optional.empty());
    }
}
