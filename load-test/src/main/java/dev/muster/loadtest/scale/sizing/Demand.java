package dev.muster.loadtest.scale.sizing;

import java.time.Duration;

/**
 * A fleet to be served, and on what.
 *
 * @param interval from one sample of an asset to its next
 * @param historyDays how long rows are kept
 */
public record Demand(
        String name,
        long assets,
        Duration interval,
        int historyDays,
        Machine muster,
        Machine kafka,
        Machine cassandra) {

    /** @param diskGib the most that one may have */
    public record Machine(int vcpus, int memoryGib, long diskGib) {}

    /** A large fleet of devices that report once a minute. */
    public static final Demand METERS = new Demand(
            "43,000 assets at 1/60 Hz",
            43_000,
            Duration.ofSeconds(60),
            365,
            new Machine(2, 8, 50),
            new Machine(2, 8, 2_000),
            new Machine(4, 16, 2_000));

    /** Far beyond what was ever tried. */
    public static final Demand WORLD = new Demand(
            "10,000,000 assets at 1 Hz",
            10_000_000,
            Duration.ofSeconds(1),
            30,
            new Machine(16, 64, 100),
            new Machine(16, 64, 16_000),
            new Machine(16, 64, 4_000));

    double samplesPerSecond() {
        return assets / (interval.toNanos() / 1e9);
    }
}
