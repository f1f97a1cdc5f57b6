package dev.muster.aggregation.rollup;

import dev.muster.aggregation.MissingReason;
import dev.muster.aggregation.SignalValue;
import dev.muster.assetmodel.telemetry.Quality;
import dev.muster.assetmodel.view.MemberSignal;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One signal of one member: its value register, and what of it stands in the running totals at the moment. Due when
 * that may change without a word from the member.
 */
final class SignalState extends Deadlines.Item {
    /** In place of a moment: what is stored of this signal was read. */
    static final long READ = Long.MAX_VALUE;

    private final MemberState member;
    private final RunningTotals totals;
    private MemberSignal terms;
    private @Nullable SignalValue reading;
    private @Nullable Instant badSince;
    private long unreadSinceMillis;

    private boolean counted;
    private @Nullable SignalValue countedReading;
    private @Nullable MissingReason countedReason;
    private @Nullable Instant countedSince;
    private long dueMillis = Deadlines.NEVER;

    SignalState(MemberState member, MemberSignal terms, RunningTotals totals, long nowMillis) {
        this.member = member;
        this.terms = terms;
        this.totals = totals;
        this.unreadSinceMillis = nowMillis;
    }

    MemberState member() {
        return member;
    }

    /** Why this signal is missing from the totals; {@code null}: it counts. */
    @Nullable
    MissingReason countedReason() {
        return countedReason;
    }

    /** Since when it is missing, as of the last {@link #recount}; {@code null} only while it counts. */
    @Nullable
    Instant countedSince() {
        return countedSince;
    }

    @Nullable
    SignalValue reading() {
        return reading;
    }

    /** First arrival of the bad values that came in without a break up to now; {@code null}: it is not bad. */
    @Nullable
    Instant badSince() {
        return badSince;
    }

    /** Since when its stored values wait to be read, in epoch milliseconds, or {@link #READ}. */
    long unreadSinceMillis() {
        return unreadSinceMillis;
    }

    void markLatestRead() {
        unreadSinceMillis = READ;
    }

    void expect(MemberSignal now) {
        if (!now.equals(terms)) {
            leave();
            terms = now;
        }
    }

    void merge(SignalValue said) {
        if (reading != null && reading.compareTo(said) >= 0) {
            return;
        }
        reading = said;
        if (said.quality() != Quality.BAD) {
            badSince = null;
        } else if (badSince == null || said.receivedAt().isBefore(badSince)) {
            badSince = said.receivedAt();
        }
    }

    /** Brings the totals up to date with the registers; returns whether they changed. */
    boolean recount(long nowMillis) {
        MemberState.Standing standing = member.standing(this, nowMillis);
        MissingReason reason = standing.reason();
        boolean same = reason == null ? Objects.equals(reading, countedReading) : reason == countedReason;
        boolean changed = !counted || !same;
        if (changed) {
            leave();
            enter(reason);
        }
        countedSince = standing.since();
        dueMillis = standing.dueMillis();
        return changed;
    }

    private void enter(@Nullable MissingReason reason) {
        if (reason != null) {
            totals.addMissing(reason, terms.limits());
        } else if (reading != null) {
            totals.addReporting(reading.micros(), terms.factor(), reading.quality() == Quality.UNCERTAIN);
            countedReading = reading;
        }
        countedReason = reason;
        counted = true;
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
        dueMillis = Deadlines.NEVER;
    }

    @Override
    long dueMillis() {
        return dueMillis;
    }

    /** When {@code value} is too old to count. */
    long staleAtMillis(SignalValue value) {
        return value.receivedAt().toEpochMilli() + terms.staleAfter().toMillis();
    }
}
