package dev.muster.twinservice.setpoint.control;

import dev.muster.assetmodel.connectivity.Connectivity;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.type.SetPointControl;
import dev.muster.twinservice.setpoint.split.Member;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one member of the group, whether or not it can be controlled.
 *
 * @param terms {@code null}: it cannot be controlled, and {@code notControlled} says why
 * @param connectivity {@code null}: its twin did not answer yet
 * @param since since when it is so; {@code null}: always was
 * @param present what it gives, generation positive; {@code null}: never told, or in a bad quality
 * @param charge in micros of a percent
 */
public record Seen(
        AssetId asset,
        @Nullable Terms terms,
        LeftOut notControlled,
        @Nullable Connectivity connectivity,
        @Nullable Instant since,
        @Nullable Told present,
        @Nullable Told available,
        @Nullable Told takes,
        @Nullable Told charge) {
    private static final double MICROS = 1_000_000;

    /**
     * How it can be controlled.
     *
     * @param parameter of the command, for the value
     * @param lower micros; what both the asset's limits and the parameter's range allow
     */
    public record Terms(SetPointControl control, String parameter, long lower, long upper) {}

    /** What was told last of a signal. */
    public record Told(long micros, Instant receivedAt, Duration staleAfter) {
        boolean isFresh(Instant now) {
            return receivedAt.plus(staleAfter).isAfter(now);
        }
    }

    /** What counts into the group's sum; {@code null}: nothing. */
    @Nullable
    Told presentAt(Instant now) {
        Told told = present;
        return told != null && connectivity == Connectivity.ONLINE && told.isFresh(now) ? told : null;
    }

    /** Why it has no share; {@code null}: it can have one. */
    @Nullable
    LeftOut leftOut(Instant now) {
        Terms wanted = terms;
        if (wanted == null) {
            return notControlled;
        }
        if (connectivity == null) {
            return LeftOut.UNREAD;
        }
        return switch (connectivity) {
            case EXPECTED -> LeftOut.NEVER_REPORTED;
            case OFFLINE -> LeftOut.OFFLINE;
            case MAINTENANCE -> LeftOut.MAINTENANCE;
            case RETIRED -> LeftOut.RETIRED;
            case ONLINE ->
                isFresh(present, now)
                                && isFresh(available, now)
                                && (wanted.control().takes() == null || isFresh(takes, now))
                                && (wanted.control().stateOfCharge() == null || isFresh(charge, now))
                        ? null
                        : LeftOut.STALE;
        };
    }

    private static boolean isFresh(@Nullable Told told, Instant now) {
        return told != null && told.isFresh(now);
    }

    /** Of one that is not left out. */
    Member member(long at) {
        Terms known = terms;
        Told most = available;
        if (known == null || most == null) {
            throw new IllegalStateException("Expected a member that is not left out but got " + this);
        }
        SetPointControl control = known.control();
        SetPointControl.StateOfCharge limits = control.stateOfCharge();
        Told stored = charge;
        Told drawn = takes;
        return new Member(
                asset,
                most.micros(),
                drawn == null || control.takes() == null ? 0 : drawn.micros(),
                known.lower(),
                known.upper(),
                control.minimumShare(),
                control.rampPerSecond(),
                limits == null || stored == null
                        ? null
                        : new Member.Charge(stored.micros() / MICROS, limits.lowest(), limits.highest()),
                at);
    }
}
