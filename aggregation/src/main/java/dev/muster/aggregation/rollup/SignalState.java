package dev.muster.aggregation.rollup;

import dev.muster.aggregation.MissingReason;
import dev.muster.aggregation.SignalValue;
import dev.muster.assetmodel.telemetry.Quality;
import dev.muster.assetmodel.view.MemberSignal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One signal of one member: its value register, and what of it stands in the running totals at the moment. Due when the
 * value goes stale.
 */
final class SignalState extends Deadlines.Item {
    private final MemberState member;
    private final RunningTotals totals;
    private MemberSignal terms;
    private @Nullable SignalValue reading;

    private boolean counted;
    private @Nullable SignalValue countedReading;
    private @Nullable MissingReason countedReason;

    SignalState(MemberState member, MemberSignal terms, RunningTotals totals) {
        this.member = member;
        this.terms = terms;
        this.totals = totals;
    }

    MemberState member() {
        return member;
    }

    /** Why this signal is missing from the totals; {@code null}: it counts. */
    @Nullable
    MissingReason countedReason() {
        return countedReason;
    }

    @Nullable
    SignalValue reading() {
        return reading;
    }

    void expect(MemberSignal now) {
        if (!now.equals(terms)) {
            leave();
            terms = now;
        }
    }

    void merge(SignalValue said) {
        reading = reading == null ? said : SignalValue.later(reading, said);
    }

    /** Brings the totals up to date with the registers; returns whether they changed. */
    boolean recount(long nowMillis) {
        MissingReason reason = member.reason(reading, staleAtMillis(), nowMillis);
        boolean same = reason == null ? Objects.equals(reading, countedReading) : reason == countedReason;
        if (counted && same) {
            return false;
        }
        leave();
        if (reason != null) {
            totals.addMissing(reason, terms.limits());
        } else if (reading != null) {
            totals.addReporting(reading.micros(), terms.factor(), reading.quality() == Quality.UNCERTAIN);
            countedReading = reading;
        }
        countedReason = reason;
        counted = true;
        return true;
    }

    /** Takes this signal out of the totals. */
    void leave() {
        if (!counted) {
            return;
        }
        if (countedReason != null) {
            totals.removeMissing(countedReason, terms.limits());
        } else if (countedReading != null) {
            totals.removeReporting(
                    countedReading.micros(), terms.factor(), countedReading.quality() == Quality.UNCERTAIN);
        }
        counted = false;
        countedReason = null;
        countedReading = null;
    }

    @Override
    long dueMillis() {
        return counted && countedReason != MissingReason.STALE_SIGNAL ? staleAtMillis() : Deadlines.NEVER;
    }

    private long staleAtMillis() {
        return reading == null
                ? Deadlines.NEVER
                : reading.receivedAt().toEpochMilli() + terms.staleAfter().toMillis();
    }
}
