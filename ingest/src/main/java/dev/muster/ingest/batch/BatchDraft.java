package dev.muster.ingest.batch;

import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.assetmodel.telemetry.DecodeResult;
import dev.muster.assetmodel.telemetry.Notice;
import dev.muster.assetmodel.telemetry.RefusalReason;
import dev.muster.assetmodel.telemetry.Sample;
import dev.muster.assetmodel.telemetry.TelemetryRecord;
import dev.muster.ingest.BatchOutcome;
import dev.muster.ingest.HistoryRow;
import dev.muster.ingest.Observation;
import dev.muster.ingest.Outcome;
import dev.muster.ingest.QuarantinedRecord;
import dev.muster.ingest.SourceDirectory;
import dev.muster.ingest.Verdict;
import dev.muster.ingest.batch.TwinRound.AssetBatch;
import dev.muster.ingest.deadline.Sighting;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** A batch on its way to being judged: gathers outcomes, rows and refusals. Used by one thread at a time. */
final class BatchDraft {
    private static final int KEY_BYTES_MAX = 4 * QuarantinedRecord.KEY_LENGTH_MAX;

    private final TopicPartition partition;
    private final List<ConsumerRecord<byte @Nullable [], byte @Nullable []>> records;
    private final BatchOutcome outcome;
    private final List<HistoryRow> rows;
    private final List<QuarantinedRecord> refused = new ArrayList<>(0);
    private final List<Sighting> unrecorded = new ArrayList<>(0);
    private final @Nullable TelemetryRecord[] telemetry;
    private final @Nullable AssetId[] assets;

    BatchDraft(TopicPartition partition, List<ConsumerRecord<byte @Nullable [], byte @Nullable []>> records) {
        this.partition = partition;
        this.records = records;
        this.rows = new ArrayList<>(records.size());
        long[] offsets = new long[records.size()];
        for (int i = 0; i < offsets.length; i++) {
            offsets[i] = records.get(i).offset();
        }
        this.outcome = new BatchOutcome(partition.partition(), offsets);
        this.telemetry = new TelemetryRecord[offsets.length];
        this.assets = new AssetId[offsets.length];
    }

    /** Decodes and checks every record; what is none goes to quarantine. */
    void read() {
        for (int i = 0; i < telemetry.length; i++) {
            DecodeResult result = Intake.read(records.get(i));
            if (result instanceof DecodeResult.Decoded decoded) {
                telemetry[i] = decoded.telemetry();
            } else if (result instanceof DecodeResult.Refused refusal) {
                quarantine(i, refusal.reason(), refusal.detail());
            }
        }
    }

    /** Looks for the asset of every record that has none yet; whether all have one now. */
    boolean attribute(SourceDirectory sources) {
        boolean all = true;
        for (int i = 0; i < telemetry.length; i++) {
            TelemetryRecord record = telemetry[i];
            if (record != null && assets[i] == null) {
                assets[i] =
                        sources.assetOf(record.source(), record.measuredAt()).orElse(null);
                all &= assets[i] != null;
            }
        }
        return all;
    }

    void quarantineUnknown(SourceDirectory sources) {
        for (int i = 0; i < telemetry.length; i++) {
            TelemetryRecord record = telemetry[i];
            if (record != null && assets[i] == null) {
                quarantine(
                        i,
                        RefusalReason.UNKNOWN_SOURCE,
                        "Expected an asset that has source '%s' at %s but %s"
                                .formatted(
                                        record.source(),
                                        record.measuredAt(),
                                        sources.silence(record.source(), record.measuredAt())
                                                .orElse("found none")));
            }
        }
    }

    /** What the twins are to be asked. Built last and by offset, so that each source keeps its order. */
    TwinRound round() {
        TwinRound round = new TwinRound();
        for (int i = 0; i < telemetry.length; i++) {
            TelemetryRecord record = telemetry[i];
            AssetId asset = assets[i];
            if (record != null && asset != null) {
                round.add(asset, i, new Observation(record, receivedAt(i)));
            }
        }
        return round;
    }

    /** Who was there, whatever they said. Once attributed, and before any twin is asked. */
    List<Sighting> sightings(SourceDirectory sources) {
        List<Sighting> sightings = new ArrayList<>(telemetry.length);
        for (int i = 0; i < telemetry.length; i++) {
            TelemetryRecord record = telemetry[i];
            AssetId asset = assets[i];
            if (record != null && asset != null) {
                sightings.add(new Sighting(asset, record.source(), receivedAt(i), outcome.offset(i)));
            } else if (record == null) {
                sighted(sources, i).ifPresent(sighting -> {
                    sightings.add(sighting);
                    unrecorded.add(sighting);
                });
            }
        }
        return sightings;
    }

    /** The offset after its last record. */
    long next() {
        return outcome.lastOffset() + 1;
    }

    /** Of its last record. */
    Instant lastReceivedAt() {
        return receivedAt(telemetry.length - 1);
    }

    /** Of a record that nobody can read: a known source that sends such is broken, but there. */
    private Optional<Sighting> sighted(SourceDirectory sources, int position) {
        String key = keyText(records.get(position).key());
        if (key == null) {
            return Optional.empty();
        }
        Instant receivedAt = receivedAt(position);
        try {
            SourceId source = new SourceId(key);
            return sources.assetOf(source, receivedAt)
                    .map(asset -> new Sighting(asset, source, receivedAt, outcome.offset(position)));
        } catch (IllegalArgumentException noId) {
            return Optional.empty();
        }
    }

    /** All twins have answered; {@code refusals}, by position, are the model's. */
    JudgedBatch judged(TwinRound round, Map<Integer, Verdict.Refused> refusals) {
        for (AssetBatch asset : round.assets()) {
            for (int i = 0; i < asset.size(); i++) {
                apply(asset, i, refusals);
            }
        }
        refused.sort(Comparator.comparingLong(r -> r.origin().offset()));
        return new JudgedBatch(outcome, rows, refused, unrecorded);
    }

    private void apply(AssetBatch asset, int index, Map<Integer, Verdict.Refused> refusals) {
        int position = asset.position(index);
        Verdict refused = refusals.get(position);
        Verdict verdict = refused == null ? asset.verdict(index) : refused;
        Observation observation = asset.observation(index);
        if (!(verdict instanceof Verdict.Accepted) || observation.telemetry() instanceof Notice) {
            SourceId source = observation.telemetry().source();
            unrecorded.add(new Sighting(asset.asset(), source, observation.receivedAt(), outcome.offset(position)));
        }
        if (verdict instanceof Verdict.Refused refusal) {
            outcome.refused(position, Outcome.REJECTED, refusal.reason());
            refuse(position, refusal.reason(), refusal.detail());
            return;
        }
        outcome.taken(position, outcomeOf(verdict));
        if (observation.telemetry() instanceof Sample sample) {
            rows.add(new HistoryRow(asset.asset(), sample, observation.receivedAt()));
        }
    }

    private void quarantine(int position, RefusalReason reason, String detail) {
        outcome.refused(position, Outcome.QUARANTINED, reason);
        refuse(position, reason, detail);
    }

    private static Outcome outcomeOf(Verdict verdict) {
        if (verdict instanceof Verdict.Accepted) {
            return Outcome.ACCEPTED;
        }
        return verdict instanceof Verdict.Late ? Outcome.LATE : Outcome.DUPLICATE;
    }

    private void refuse(int position, RefusalReason reason, String detail) {
        ConsumerRecord<byte @Nullable [], byte @Nullable []> record = records.get(position);
        refused.add(new QuarantinedRecord(
                new QuarantinedRecord.Origin(partition.topic(), partition.partition(), record.offset()),
                keyText(record.key()),
                receivedAt(position),
                reason,
                detail,
                QuarantinedRecord.Payload.of(record.value())));
    }

    private static @Nullable String keyText(byte @Nullable [] key) {
        return key == null ? null : new String(key, 0, Math.min(key.length, KEY_BYTES_MAX), StandardCharsets.UTF_8);
    }

    private Instant receivedAt(int position) {
        return Instant.ofEpochMilli(records.get(position).timestamp());
    }
}
