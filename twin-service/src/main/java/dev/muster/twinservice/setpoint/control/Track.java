package dev.muster.twinservice.setpoint.control;

import dev.muster.assetmodel.identity.CommandId;
import dev.muster.twinservice.setpoint.control.Seen.Told;
import dev.muster.twinservice.setpoint.split.Member;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What one set-point remembers of one member: what it was told, and how it took it. */
final class Track {
    private static final double SECOND_NANOS = 1e9;

    private final Tuning tuning;

    /** Where it is to come; {@code null}: it has no share yet. */
    @Nullable
    Long goal;

    /** What it was told last; {@code null}: nothing. */
    @Nullable
    Long sent;

    Instant sentAt = Instant.MIN;
    /** From then on its reports show what it makes of what it was told. */
    private Instant settledAt = Instant.MAX;
    /** How far it stays from what it is told. */
    long bias;

    private Instant judged = Instant.MIN;
    private int strikes;
    private int failures;
    private @Nullable CommandId failed;
    private @Nullable LeftOut leftOut;
    private String detail = "";
    private Instant leftOutSince = Instant.MIN;
    private Instant leftOutUntil = Instant.MIN;

    Track(Tuning tuning) {
        this.tuning = tuning;
    }

    /** {@code null}: for no fault of its own. */
    @Nullable
    LeftOut leftOut(Instant now) {
        if (leftOut != null && !now.isBefore(leftOutUntil)) {
            leftOut = null;
            detail = "";
        }
        return leftOut;
    }

    String detail() {
        return detail;
    }

    Instant leftOutSince() {
        return leftOutSince;
    }

    void leaveOut(LeftOut why, String because, Instant now, Duration lasting) {
        leftOut = why;
        detail = because;
        leftOutSince = now;
        leftOutUntil = now.plus(lasting);
        failures = 0;
        strikes = 0;
        forget();
    }

    /** Nobody knows any more what it does: it must be told anew. */
    void forget() {
        goal = null;
        sent = null;
        bias = 0;
        settledAt = Instant.MAX;
    }

    /** It could not be told: the next round tries again. */
    void notSent() {
        sent = null;
    }

    void told(long value, long at, Member member, Instant now) {
        Long before = sent;
        if (before == null || before != value) {
            double seconds = Math.abs((double) value - at) / member.reach(1);
            settledAt = now.plus(tuning.latency().multipliedBy(2)).plusNanos((long) (seconds * SECOND_NANOS));
        }
        sent = value;
        sentAt = now;
    }

    /** Looks at a report: whether it does what it was told. */
    void judge(Told present, Member member, Instant now) {
        Long value = sent;
        if (value == null
                || present.receivedAt().isBefore(settledAt)
                || !present.receivedAt().isAfter(judged)) {
            return;
        }
        judged = present.receivedAt();
        long off = present.micros() - member.nearest(value);
        if (Math.abs(off) <= tuning.disobedience() * member.size()) {
            strikes = 0;
            bias += (off - bias) / 2;
            return;
        }
        bias = off;
        strikes++;
        if (strikes >= tuning.strikes()) {
            leaveOut(
                    LeftOut.DISOBEYS,
                    "Expected it to give what it was told but it was off in %d reports".formatted(tuning.strikes()),
                    now,
                    tuning.leftOutFor());
        }
    }

    /** Where it is now, as if it did exactly what it is told. */
    long at(Told present, Member member, Instant now) {
        Long value = sent;
        if (value == null) {
            return present.micros();
        }
        if (!present.receivedAt().isBefore(settledAt)) {
            return member.nearest(value);
        }
        Instant effect = sentAt.plus(tuning.latency());
        Instant from = present.receivedAt().isAfter(effect) ? present.receivedAt() : effect;
        long start = present.micros() - bias;
        double seconds = Math.max(0, Duration.between(from, now).toMillis() / 1000.0);
        long reach = seconds == 0 ? 0 : member.reach(seconds);
        return Math.max(start - reach, Math.min(start + reach, member.nearest(value)));
    }

    void succeeded() {
        failures = 0;
    }

    /** The same command is counted once. */
    void failed(CommandId command, LeftOut why, String because, Instant now) {
        if (command.equals(failed)) {
            return;
        }
        failed = command;
        notSent();
        failures++;
        if (failures >= tuning.strikes()) {
            leaveOut(why, because, now, tuning.leftOutFor());
        }
    }
}
