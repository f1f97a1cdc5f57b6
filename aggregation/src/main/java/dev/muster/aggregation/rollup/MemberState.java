package dev.muster.aggregation.rollup;

import dev.muster.aggregation.MemberRegisters;
import dev.muster.aggregation.MissingReason;
import dev.muster.aggregation.SignalValue;
import dev.muster.aggregation.StatusRegister;
import dev.muster.assetmodel.compact.ArrayMap;
import dev.muster.assetmodel.compact.ArrayMapBuilder;
import dev.muster.assetmodel.connectivity.Connectivity;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.view.Member;
import dev.muster.assetmodel.view.MemberSignal;
import java.time.Instant;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One direct member: its registers, and why it counts or not. Only values of summed signals are kept; of others only
 * that there was one.
 *
 * <p>A member that its twin calls retired while the model still expects it counts as offline since it retired: who is
 * expected is the model's word alone, and a retired asset sends nothing. The two agree again when the view has caught
 * up.
 */
final class MemberState {
    /**
     * Whether one signal counts, as of one moment.
     *
     * @param reason {@code null}: it counts
     * @param since {@code null} only if it counts
     * @param dueMillis when this may change without a word from the member, after that moment
     */
    record Standing(
            @Nullable MissingReason reason, @Nullable Instant since, long dueMillis) {}

    private final IngestProgress ingest;
    /** Replaced as a whole: it changes with the model only, and a map that grows costs five times as much. */
    private ArrayMap<SignalName, SignalState> signals = ArrayMap.empty();

    private Member member;
    private @Nullable StatusRegister status;
    private long watermarkMillis = IngestProgress.UNKNOWN;
    private long unreadSinceMillis;
    private boolean reported;

    MemberState(Member member, IngestProgress ingest, long nowMillis) {
        this.member = member;
        this.ingest = ingest;
        this.unreadSinceMillis = nowMillis;
    }

    AssetId asset() {
        return member.asset();
    }

    Member member() {
        return member;
    }

    /** From now on, what is unknown of this member is not stored anywhere either. */
    void markLatestRead() {
        unreadSinceMillis = SignalState.READ;
        signals.values().forEach(SignalState::markLatestRead);
    }

    @Nullable
    SignalState signal(SignalName signal) {
        return signals.get(signal);
    }

    Iterable<SignalState> signals() {
        return signals.values();
    }

    /**
     * Takes over what the model says of this member now. Returns whether a signal is new, so that stored values of it
     * have to be read.
     */
    boolean expect(Member now, Function<SignalName, RunningTotals> totals, long nowMillis) {
        member = now;
        signals.forEach((name, known) -> {
            if (!now.signals().containsKey(name)) {
                known.leave();
            }
        });
        boolean added = false;
        ArrayMapBuilder<SignalName, SignalState> expected = new ArrayMapBuilder<>();
        for (Map.Entry<SignalName, MemberSignal> entry : now.signals().entrySet()) {
            SignalState known = signals.get(entry.getKey());
            if (known == null) {
                known = new SignalState(this, entry.getValue(), totals.apply(entry.getKey()), nowMillis);
                added = true;
            } else {
                known.expect(entry.getValue());
            }
            expected.add(entry.getKey(), known);
        }
        signals = expected.build();
        if (added && isLatestRead()) {
            unreadSinceMillis = nowMillis;
        }
        return added;
    }

    /** Merges registers into those known. The signals have to be recounted afterwards. */
    void merge(MemberRegisters registers) {
        StatusRegister said = registers.status();
        if (said != null) {
            status = status == null ? said : StatusRegister.later(status, said);
        }
        if (registers.values().isEmpty()) {
            return;
        }
        reported = true;
        registers.values().forEach((name, reading) -> {
            SignalState signal = signals.get(name);
            if (signal != null) {
                signal.merge(reading);
            }
        });
    }

    /** The order of the questions is the order of the reasons. */
    Standing standing(SignalState signal, long nowMillis) {
        StatusRegister inForce = status == null ? null : status.at(Instant.ofEpochMilli(nowMillis));
        Connectivity connectivity = inForce == null ? Connectivity.EXPECTED : inForce.connectivity();
        Instant statusSince = inForce == null ? member.expectedSince() : inForce.since();
        if (connectivity == Connectivity.MAINTENANCE) {
            return new Standing(MissingReason.MAINTENANCE, statusSince, workEndsMillis());
        }
        if (isLatestRead() && !reported && connectivity == Connectivity.EXPECTED) {
            return new Standing(MissingReason.NEVER_REPORTED, member.expectedSince(), Deadlines.NEVER);
        }
        if (connectivity == Connectivity.OFFLINE || connectivity == Connectivity.RETIRED) {
            return new Standing(MissingReason.OFFLINE, statusSince, Deadlines.NEVER);
        }
        SignalValue reading = signal.reading();
        if (reading == null) {
            return unlessBehind(withoutReading(signal, statusSince), lookUpWatermark(), nowMillis);
        }
        long staleAtMillis = signal.staleAtMillis(reading);
        if (nowMillis < staleAtMillis) {
            return switch (reading.quality()) {
                case BAD -> new Standing(MissingReason.BAD_QUALITY, signal.badSince(), staleAtMillis);
                case GOOD, UNCERTAIN -> new Standing(null, null, staleAtMillis);
            };
        }
        Standing stale = new Standing(MissingReason.STALE_SIGNAL, reading.receivedAt(), Deadlines.NEVER);
        long watermark = lookUpWatermark();
        return watermark >= staleAtMillis ? stale : unlessBehind(stale, watermark, nowMillis);
    }

    private Standing withoutReading(SignalState signal, Instant statusSince) {
        if (signal.unreadSinceMillis() != SignalState.READ) {
            Instant since = Instant.ofEpochMilli(signal.unreadSinceMillis());
            return new Standing(MissingReason.RECOVERING, since, Deadlines.NEVER);
        }
        if (!reported && !isLatestRead()) {
            // Another signal came in. If a value of it is stored, this member has reported after all.
            Instant since = Instant.ofEpochMilli(unreadSinceMillis);
            return new Standing(MissingReason.RECOVERING, since, Deadlines.NEVER);
        }
        return new Standing(MissingReason.STALE_SIGNAL, statusSince, Deadlines.NEVER);
    }

    /** What holds as long as Muster has read what came in; see {@link IngestProgress}. */
    private Standing unlessBehind(Standing otherwise, long watermark, long nowMillis) {
        long dueMillis = ingest.lookAgainMillis(watermark, nowMillis);
        return ingest.isBehind(watermark, nowMillis)
                ? new Standing(MissingReason.INGEST_BEHIND, ingest.behindSince(watermark), dueMillis)
                : new Standing(otherwise.reason, otherwise.since, dueMillis);
    }

    private long lookUpWatermark() {
        watermarkMillis = ingest.watermarkMillis(asset(), watermarkMillis);
        return watermarkMillis;
    }

    private boolean isLatestRead() {
        return unreadSinceMillis == SignalState.READ;
    }

    private long workEndsMillis() {
        StatusRegister.Work work = status == null ? null : status.work();
        return work == null ? Deadlines.NEVER : Deadlines.atMillis(work.until());
    }
}
