package dev.muster.twinservice.twin.ledger;

import dev.muster.aggregation.SignalValue;
import dev.muster.assetmodel.compact.ArrayTable;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.assetmodel.telemetry.Reading;
import dev.muster.assetmodel.telemetry.Sample;
import dev.muster.assetmodel.type.AssetType;
import dev.muster.assetmodel.type.FixedPoint;
import dev.muster.assetmodel.type.Signal;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What a twin remembers of samples while it is awake: which it has had, the latest value of each signal, when it last saw
 * anything. Never journaled: {@code latest} and {@code history} hold the same. One per twin, used by its actor alone.
 *
 * <p>Samples are ordered by (measuredAt, sequence, source). The latest value of a signal is that of the greatest sample
 * <em>with that signal</em>: devices report signals at different intervals, so a late sample can hold the newest value of
 * one signal.
 */
public final class SampleLedger {
    private final RecentKeys recent;
    private final ArrayTable<SignalName, SignalValue> registers = new ArrayTable<>();
    private @Nullable Instant newestAt;
    private long newestSequence;
    private @Nullable SourceId newestSource;
    private @Nullable Instant lastSeen;
    private final ClockSkew skew = new ClockSkew();

    public SampleLedger(int window) {
        this.recent = new RecentKeys(window);
    }

    /** How a sample relates to those before it. */
    public enum Novelty {
        /** Greater than all before: certainly new. */
        NEWEST,
        /** Had before, not long ago. */
        REPEATED,
        /** Neither: whether it is new only history knows. */
        UNDECIDED
    }

    /** Takes over what {@code latest} holds; merges, so it does not matter what came first. */
    public void load(Map<SignalName, SignalValue> stored) {
        stored.forEach((name, value) -> {
            SignalValue held = registers.get(name);
            registers.put(name, held == null ? value : SignalValue.later(held, value));
            see(value.receivedAt());
            if (isNewest(value.measuredAt(), value.sequence(), value.source())) {
                newest(value.measuredAt(), value.sequence(), value.source());
            }
        });
    }

    /** Before the first sample of a batch. */
    public void beginBatch(int samples) {
        recent.beginBatch(samples);
    }

    /** A record arrived, whatever it says. */
    public void see(Instant receivedAt) {
        if (lastSeen == null || receivedAt.isAfter(lastSeen)) {
            lastSeen = receivedAt;
        }
    }

    /** A device's clock was compared with the broker's. */
    public void measureSkew(Instant measuredAt, Instant receivedAt) {
        skew.measure(measuredAt, receivedAt);
    }

    /** Judges a plausible sample, and remembers it: asked again, the answer is {@link Novelty#REPEATED}. */
    public Novelty take(Sample sample) {
        long atMillis = sample.measuredAt().toEpochMilli();
        if (isNewest(sample.measuredAt(), sample.sequence(), sample.source())) {
            SourceId source = shared(sample.source());
            newest(sample.measuredAt(), sample.sequence(), source);
            recent.add(atMillis, sample.sequence(), source);
            return Novelty.NEWEST;
        }
        if (recent.contains(atMillis, sample.sequence(), sample.source())) {
            return Novelty.REPEATED;
        }
        recent.add(atMillis, sample.sequence(), shared(sample.source()));
        return Novelty.UNDECIDED;
    }

    /** Nobody could say whether an undecided sample is new: it will be asked about again. */
    public void forget(Sample sample) {
        recent.remove(sample.measuredAt().toEpochMilli(), sample.sequence(), sample.source());
    }

    /** Moves the registers that this sample is newer for, and says whether one of them is summed. */
    public boolean advance(Sample sample, Instant receivedAt, AssetType type) {
        boolean summed = false;
        for (Map.Entry<SignalName, Reading> entry : sample.readings().entrySet()) {
            Signal signal = SignalRules.signal(type, entry.getKey());
            SignalValue held = registers.get(entry.getKey());
            if (signal != null && (held == null || isAfter(sample, held))) {
                // The type's instance of the name: one for the fleet instead of one per message.
                registers.put(signal.name(), register(sample, entry.getValue(), receivedAt));
                summed |= signal.summed();
            }
        }
        return summed;
    }

    /** Its latest value; {@code null}: none. */
    public @Nullable SignalValue latest(SignalName signal) {
        return registers.get(signal);
    }

    /** Latest value by signal, as of now. */
    public SortedMap<SignalName, SignalValue> registers() {
        return registers.copy();
    }

    /** The greatest {@code receivedAt} of the asset's sources; {@code null}: none known. */
    public @Nullable Instant lastSeen() {
        return lastSeen;
    }

    public ClockSkew.@Nullable Skew skew() {
        return skew.measured();
    }

    private SignalValue register(Sample sample, Reading reading, Instant receivedAt) {
        return new SignalValue(
                FixedPoint.toMicros(reading.value()),
                reading.quality(),
                sample.measuredAt(),
                sample.sequence(),
                shared(sample.source()),
                receivedAt);
    }

    private boolean isNewest(Instant measuredAt, long sequence, SourceId source) {
        return newestAt == null
                || newestSource == null
                || compare(measuredAt, sequence, source, newestAt, newestSequence, newestSource) > 0;
    }

    private void newest(Instant measuredAt, long sequence, SourceId source) {
        newestAt = measuredAt;
        newestSequence = sequence;
        newestSource = source;
    }

    private static boolean isAfter(Sample sample, SignalValue held) {
        return compare(
                        sample.measuredAt(),
                        sample.sequence(),
                        sample.source(),
                        held.measuredAt(),
                        held.sequence(),
                        held.source())
                > 0;
    }

    private static int compare(
            Instant measuredAt, long sequence, SourceId source, Instant otherAt, long otherSequence, SourceId other) {
        int byTime = measuredAt.compareTo(otherAt);
        if (byTime != 0) {
            return byTime;
        }
        int bySequence = Long.compare(sequence, otherSequence);
        return bySequence != 0 ? bySequence : source.compareTo(other);
    }

    /** An asset mostly has one source: one instance of its id instead of one per key. */
    private SourceId shared(SourceId source) {
        SourceId known = newestSource;
        return known != null && known.equals(source) ? known : source;
    }
}
