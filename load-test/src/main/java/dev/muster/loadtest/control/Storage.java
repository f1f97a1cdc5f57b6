package dev.muster.loadtest.control;

import dev.muster.loadtest.fleet.BatteryDay;
import dev.muster.loadtest.fleet.FleetUnit;
import dev.muster.loadtest.fleet.Physics;

/** The energy in a battery that has left its schedule. Powers are shares of rated power, seconds are simulated ones. */
final class Storage {
    /** On its way back to its schedule it corrects what it has too much or too little of within about so many seconds ... */
    private static final double RETURN_SECONDS = 600;

    /** ... but with no more than so much of its rated power. */
    private static final double RETURN_SHARE_MAX = 0.25;

    /** Percent; so near, it is back. */
    private static final double BACK_WITHIN = 0.1;

    private final BatteryDay day;
    private double percent = BatteryDay.SOC_MIN_PERCENT;
    private double offeredSeconds = Physics.OFFERED_SECONDS;

    Storage(FleetUnit unit) {
        this.day = new BatteryDay(unit.seed());
    }

    /** It is on its schedule. */
    void follow(double scheduledPercent) {
        percent = scheduledPercent;
    }

    /** It has given {@code share} for so long; negative: taken. */
    void pass(double seconds, double share) {
        double stored = share < 0 ? share * BatteryDay.ROUND_TRIP_EFFICIENCY : share;
        percent -= stored * day.percentPerSecond() * seconds;
        percent = Math.max(BatteryDay.SOC_MIN_PERCENT, Math.min(BatteryDay.SOC_MAX_PERCENT, percent));
        // What it offers must last until it is asked again.
        offeredSeconds = Math.max(Physics.OFFERED_SECONDS, seconds);
    }

    double percent() {
        return percent;
    }

    double canGive() {
        return day.canGive(percent, offeredSeconds);
    }

    double canTake() {
        return day.canTake(percent, offeredSeconds);
    }

    /** What it gives on top of its schedule in order to get back to it. */
    double correction(double scheduledPercent) {
        double share =
                (percent - scheduledPercent) / (day.percentPerSecond() * Math.max(RETURN_SECONDS, offeredSeconds));
        return Math.max(-RETURN_SHARE_MAX, Math.min(RETURN_SHARE_MAX, share));
    }

    boolean isBack(double scheduledPercent) {
        return Math.abs(percent - scheduledPercent) <= BACK_WITHIN;
    }
}
