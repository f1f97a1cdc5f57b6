package dev.muster.twinservice.setpoint.split;

import dev.muster.assetmodel.identity.AssetId;
import org.jspecify.annotations.Nullable;

/**
 * What one member can do from now on. Powers are micros of the signal's unit, generation positive.
 *
 * @param available the most that it says it could give
 * @param takes the most that it says it could take, as a positive number
 * @param lower of the asset; below zero: it can take
 * @param upper of the asset
 * @param minimumShare while it gives anything, it gives at least this share of {@code upper}
 * @param rampPerSecond how fast it changes, as a share of its {@link #size()}
 * @param charge {@code null}: it stores nothing
 * @param present what it gives, or was told to give; above zero: it is kept running rather than another started
 */
public record Member(
        AssetId asset,
        long available,
        long takes,
        long lower,
        long upper,
        double minimumShare,
        double rampPerSecond,
        @Nullable Charge charge,
        long present) {

    /** Percent: now, and the limits below which nothing is given and above which nothing is taken. */
    public record Charge(double percent, double lowest, double highest) {}

    /** The least that it gives while it gives anything; only of use where {@link #most()} is above zero. */
    public long least() {
        return Math.max(0, Math.max(lower, (long) Math.ceil(minimumShare * upper)));
    }

    /** The most that it can give; 0: nothing at all. */
    public long most() {
        if (charge != null && charge.percent() < charge.lowest()) {
            return 0;
        }
        long most = Math.max(0, Math.min(available, upper));
        return most < least() ? 0 : most;
    }

    /** The most that it can take, as a positive number. */
    public long mostTaken() {
        if (charge != null && charge.percent() > charge.highest()) {
            return 0;
        }
        return Math.max(0, Math.min(takes, -lower));
    }

    /**
     * The greater of its limits: what shares of it are shares of. Of one that only takes, the upper limit would say nothing.
     */
    public long size() {
        return Math.max(1, Math.max(upper, -lower));
    }

    /** How far it can get within {@code seconds}. */
    public long reach(double seconds) {
        return Math.max(1, (long) (rampPerSecond * size() * seconds));
    }

    /** The nearest to {@code value} that it can do. */
    public long nearest(long value) {
        if (value <= 0) {
            return Math.max(value, -mostTaken());
        }
        long most = most();
        if (most == 0 || value >= most) {
            return most;
        }
        long least = least();
        return value >= least ? value : value * 2 >= least ? least : 0;
    }
}
