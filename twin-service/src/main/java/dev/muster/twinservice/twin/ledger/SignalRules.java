package dev.muster.twinservice.twin.ledger;

import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.telemetry.Reading;
import dev.muster.assetmodel.telemetry.RefusalReason;
import dev.muster.assetmodel.telemetry.Sample;
import dev.muster.assetmodel.type.AssetType;
import dev.muster.assetmodel.type.Range;
import dev.muster.assetmodel.type.Signal;
import dev.muster.ingest.Verdict.Refused;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a sample must be to be plausible. One reading that breaks a rule refuses its whole sample: half a sample is what
 * nobody sent, and the other half could not be told from a device that reports less.
 */
public final class SignalRules {
    /** Units; the greatest whole number of them whose micros fit a {@code long}. */
    public static final double QUANTITY_MAX = 9_223_372_036_854.0;

    private SignalRules() {}

    /** The first rule that {@code sample} breaks, or {@code null}. */
    public static @Nullable Refused broken(Sample sample, Instant receivedAt, AssetType type, Duration clockAheadMax) {
        if (sample.measuredAt().isAfter(receivedAt.plus(clockAheadMax))) {
            return new Refused(
                    RefusalReason.CLOCK_AHEAD,
                    "Expected measuredAt at most %s ahead of the broker's clock, %s, but got %s"
                            .formatted(clockAheadMax, receivedAt, sample.measuredAt()));
        }
        if (sample.measuredAt().isBefore(Instant.EPOCH)) {
            return new Refused(
                    RefusalReason.OUT_OF_RANGE,
                    "Expected measuredAt from %s but got %s".formatted(Instant.EPOCH, sample.measuredAt()));
        }
        for (Map.Entry<SignalName, Reading> entry : sample.readings().entrySet()) {
            Refused broken = broken(entry.getKey(), entry.getValue(), type);
            if (broken != null) {
                return broken;
            }
        }
        return null;
    }

    /** Without the stream behind {@link AssetType#signal}: this runs for every reading of the fleet. */
    static @Nullable Signal signal(AssetType type, SignalName name) {
        for (Signal signal : type.signals()) {
            if (signal.name().equals(name)) {
                return signal;
            }
        }
        return null;
    }

    private static @Nullable Refused broken(SignalName name, Reading reading, AssetType type) {
        Signal signal = signal(type, name);
        if (signal == null) {
            return new Refused(
                    RefusalReason.UNKNOWN_SIGNAL,
                    "Expected a signal of asset type %s but got '%s'".formatted(type.id(), name));
        }
        if (reading.unit() != null && !reading.unit().equals(signal.unit())) {
            return new Refused(
                    RefusalReason.WRONG_UNIT,
                    "Expected signal '%s' in %s but got %s".formatted(name, signal.unit(), reading.unit()));
        }
        Range range = signal.range();
        if (range != null && !range.contains(reading.value())) {
            return outOfRange(name, range.min(), range.max(), reading);
        }
        if (Math.abs(reading.value()) > QUANTITY_MAX) {
            return outOfRange(name, -QUANTITY_MAX, QUANTITY_MAX, reading);
        }
        return null;
    }

    private static Refused outOfRange(SignalName name, double min, double max, Reading reading) {
        return new Refused(
                RefusalReason.OUT_OF_RANGE,
                "Expected signal '%s' from %s to %s but got %s".formatted(name, min, max, reading.value()));
    }
}
