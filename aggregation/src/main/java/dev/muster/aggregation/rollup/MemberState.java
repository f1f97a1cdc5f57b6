package dev.muster.aggregation.rollup;

import dev.muster.aggregation.MemberRegisters;
import dev.muster.aggregation.MissingReason;
import dev.muster.aggregation.SignalValue;
import dev.muster.aggregation.StatusRegister;
import dev.muster.assetmodel.connectivity.Connectivity;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.view.Member;
import dev.muster.assetmodel.view.MemberSignal;
import java.time.Instant;
import java.util.HashMap;
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
    private final Map<SignalName, SignalState> signals = new HashMap<>();
    private Member member;
    private @Nullable StatusRegister status;
    private boolean latestRead;
    private boolean reported;

    MemberState(Member member) {
        this.member = member;
    }

    AssetId asset() {
        return member.asset();
    }

    Member member() {
        return member;
    }

    /** From now on, what is unknown of this member is not stored anywhere either. */
    void markLatestRead() {
        latestRead = true;
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
    boolean expect(Member now, Function<SignalName, RunningTotals> totals) {
        member = now;
        signals.entrySet().removeIf(entry -> {
            boolean gone = !now.signals().containsKey(entry.getKey());
            if (gone) {
                entry.getValue().leave();
            }
            return gone;
        });
        boolean added = false;
        for (Map.Entry<SignalName, MemberSignal> entry : now.signals().entrySet()) {
            SignalState known = signals.get(entry.getKey());
            if (known == null) {
                signals.put(entry.getKey(), new SignalState(this, entry.getValue(), totals.apply(entry.getKey())));
                added = true;
            } else {
                known.expect(entry.getValue());
            }
        }
        if (added) {
            latestRead = false;
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

    /** {@code null}: it counts. The order of the questions is the order of the reasons. */
    @Nullable
    MissingReason reason(@Nullable SignalValue reading, long staleAtMillis, long nowMillis) {
        Connectivity connectivity = status == null ? Connectivity.EXPECTED : status.connectivity();
        if (connectivity == Connectivity.MAINTENANCE) {
            return MissingReason.MAINTENANCE;
        }
        if (latestRead && !reported && connectivity == Connectivity.EXPECTED) {
            return MissingReason.NEVER_REPORTED;
        }
        if (connectivity == Connectivity.OFFLINE || connectivity == Connectivity.RETIRED) {
            return MissingReason.OFFLINE;
        }
        if (reading == null) {
            return latestRead ? MissingReason.STALE_SIGNAL : MissingReason.RECOVERING;
        }
        if (nowMillis >= staleAtMillis) {
            return MissingReason.STALE_SIGNAL;
        }
        return switch (reading.quality()) {
            case BAD -> MissingReason.BAD_QUALITY;
            case GOOD, UNCERTAIN -> null;
        };
    }

    /** Since when a member is missing for {@code reason}; {@code null}: not known. */
    @Nullable
    Instant since(MissingReason reason, @Nullable SignalValue reading) {
        return switch (reason) {
            case MAINTENANCE, OFFLINE -> statusSince();
            case NEVER_REPORTED -> member.expectedSince();
            case STALE_SIGNAL -> reading != null ? reading.receivedAt() : statusSince();
            case BAD_QUALITY -> reading == null ? null : reading.receivedAt();
            case INGEST_BEHIND, RECOVERING, UNREACHABLE -> null;
        };
    }

    private Instant statusSince() {
        return status == null ? member.expectedSince() : status.since();
    }
}
