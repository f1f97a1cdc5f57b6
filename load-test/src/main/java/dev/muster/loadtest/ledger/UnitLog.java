package dev.muster.loadtest.ledger;

import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.telemetry.Notice;
import dev.muster.assetmodel.telemetry.Quality;
import dev.muster.assetmodel.telemetry.Reading;
import dev.muster.assetmodel.telemetry.Sample;
import dev.muster.assetmodel.telemetry.TelemetryRecord;
import dev.muster.assetmodel.type.FixedPoint;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What one unit sent. Thread-safe: acknowledgements come from the producer's thread, questions from any. */
final class UnitLog {
    private final boolean keepSamples;
    private final Map<SignalName, Latest> latest = new HashMap<>();
    private final List<Sample> samples = new ArrayList<>();
    private long connectedEpoch = -1;
    private long disconnectedEpoch = -1;
    private @Nullable Instant lastSeen;

    UnitLog(boolean keepSamples) {
        this.keepSamples = keepSamples;
    }

    synchronized void acknowledged(TelemetryRecord telemetry, Instant receivedAt) {
        if (lastSeen == null || receivedAt.isAfter(lastSeen)) {
            lastSeen = receivedAt;
        }
        if (telemetry instanceof Notice notice) {
            if (notice.kind() == Notice.Kind.CONNECTED) {
                connectedEpoch = Math.max(connectedEpoch, notice.epoch());
            } else {
                disconnectedEpoch = Math.max(disconnectedEpoch, notice.epoch());
            }
        } else if (telemetry instanceof Sample sample) {
            if (keepSamples) {
                samples.add(sample);
            }
            sample.readings().forEach((signal, reading) -> {
                Latest now = new Latest(sample.measuredAt(), sample.sequence(), reading, receivedAt);
                latest.merge(signal, now, (old, next) -> next.isAfter(old) ? next : old);
            });
        }
    }

    /** Why the unit is missing from a total at {@code now}; empty: it is not. */
    synchronized Optional<AbsenceReason> absence(
            SignalName signal, Instant now, Duration staleAfter, Duration offlineAfter) {
        Latest value = latest.get(signal);
        if (value == null) {
            return Optional.of(AbsenceReason.NEVER_REPORTED);
        }
        boolean hungUp = disconnectedEpoch >= connectedEpoch && disconnectedEpoch >= 0;
        if (hungUp || (lastSeen != null && !lastSeen.plus(offlineAfter).isAfter(now))) {
            return Optional.of(AbsenceReason.OFFLINE);
        }
        if (!value.receivedAt().plus(staleAfter).isAfter(now)) {
            return Optional.of(AbsenceReason.STALE_SIGNAL);
        }
        return value.reading().quality() == Quality.BAD ? Optional.of(AbsenceReason.BAD_QUALITY) : Optional.empty();
    }

    /** Of the latest value, in the device's sign convention; 0 before any. */
    synchronized long micros(SignalName signal) {
        Latest value = latest.get(signal);
        return value == null ? 0 : FixedPoint.toMicros(value.reading().value());
    }

    synchronized Optional<Instant> lastSeen() {
        return Optional.ofNullable(lastSeen);
    }

    synchronized List<Sample> samples() {
        return List.copyOf(samples);
    }

    private record Latest(Instant measuredAt, long sequence, Reading reading, Instant receivedAt) {
        /** In the order that decides which value counts: by the device's clock, then by its sequence. */
        boolean isAfter(Latest other) {
            int byTime = measuredAt.compareTo(other.measuredAt);
            return byTime > 0 || (byTime == 0 && sequence > other.sequence);
        }
    }
}
