package dev.muster.loadtest.fleet;

import java.util.random.RandomGenerator;

/**
 * What one battery does each day: it charges around noon and discharges in the evening, each time ramping up, holding and
 * ramping down. The energy taken from the grid, less losses, is given back the same day; so the state of charge is a closed
 * function of the time of day, and the same every day at midnight.
 */
public final class BatteryDay {
    /** Lost while charging. */
    public static final double ROUND_TRIP_EFFICIENCY = 0.9;

    public static final double SOC_MIN_PERCENT = 10;
    public static final double SOC_MAX_PERCENT = 90;

    /** From standstill to the power of the day. */
    static final double RAMP_SECONDS = 600;

    private static final double HOUR = 3_600;
    private static final double DAY = 24 * HOUR;

    private final Pulse charge;
    private final Pulse discharge;

    /** {@code seed}: of the battery; powers are shares of rated. */
    public BatteryDay(long seed) {
        RandomGenerator random = Noise.random(seed, 7);
        double chargeHold = random.nextDouble(2.5, 4.0) * HOUR;
        this.charge = new Pulse(random.nextDouble(8.5, 11.0) * HOUR, chargeHold, random.nextDouble(0.4, 1.0));
        double dischargeHold = random.nextDouble(2.5, 4.0) * HOUR;
        double fullPulse = new Pulse(0, dischargeHold, 1).integral(DAY);
        double wanted = charge.integral(DAY) * ROUND_TRIP_EFFICIENCY;
        // Shorter and stronger is not possible beyond rated power: then it holds longer.
        if (wanted > fullPulse) {
            dischargeHold += wanted - fullPulse;
            fullPulse = wanted;
        }
        this.discharge = new Pulse(random.nextDouble(16.5, 18.5) * HOUR, dischargeHold, wanted / fullPulse);
    }

    /** Generation positive, from -1 to 1 of rated power. */
    double share(double secondOfDay) {
        return discharge.at(secondOfDay) - charge.at(secondOfDay);
    }

    double socPercent(double secondOfDay) {
        double stored = charge.integral(secondOfDay) * ROUND_TRIP_EFFICIENCY - discharge.integral(secondOfDay);
        double most = charge.integral(DAY) * ROUND_TRIP_EFFICIENCY;
        return SOC_MIN_PERCENT + (SOC_MAX_PERCENT - SOC_MIN_PERCENT) * stored / most;
    }

    /** How far the state of charge falls in one second at rated power. */
    public double percentPerSecond() {
        return (SOC_MAX_PERCENT - SOC_MIN_PERCENT) / (charge.integral(DAY) * ROUND_TRIP_EFFICIENCY);
    }

    /** The most that it could give for so long and stay above {@link #SOC_MIN_PERCENT}, from 0 to 1 of rated power. */
    public double canGive(double socPercent, double seconds) {
        return share((socPercent - SOC_MIN_PERCENT) / (percentPerSecond() * seconds), 1);
    }

    /** Likewise, what it could take and stay below {@link #SOC_MAX_PERCENT}. */
    public double canTake(double socPercent, double seconds) {
        return share((SOC_MAX_PERCENT - socPercent) / (percentPerSecond() * seconds), ROUND_TRIP_EFFICIENCY);
    }

    private static double share(double stored, double efficiency) {
        return Math.max(0, Math.min(1, stored / efficiency));
    }

    /** Up in {@link #RAMP_SECONDS}, level, down again; seconds of the day. */
    private record Pulse(double start, double hold, double height) {
        double at(double second) {
            double since = second - start;
            double untilEnd = start + 2 * RAMP_SECONDS + hold - second;
            return height * Math.max(0, Math.min(1, Math.min(since, untilEnd) / RAMP_SECONDS));
        }

        /** Of the pulse, from midnight to {@code second}. */
        double integral(double second) {
            double since = Math.max(0, Math.min(second - start, 2 * RAMP_SECONDS + hold));
            double up = Math.min(since, RAMP_SECONDS);
            double level = Math.max(0, Math.min(since - RAMP_SECONDS, hold));
            double down = Math.max(0, since - RAMP_SECONDS - hold);
            return height * (up * up / (2 * RAMP_SECONDS) + level + down - down * down / (2 * RAMP_SECONDS));
        }
    }
}
