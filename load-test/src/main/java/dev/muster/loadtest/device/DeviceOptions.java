package dev.muster.loadtest.device;

import dev.muster.loadtest.control.CommandFaults;
import java.time.Duration;

/**
 * How unlike a perfect device the devices of a fleet are. Shares are from 0 to 1, of the reports of each device, drawn with
 * the fleet's seed.
 *
 * @param skewMax clocks differ from the true time by at most this, either way
 * @param duplicates share of reports sent twice
 * @param bursts share of reports held back and sent together with the next
 * @param badReadings share of reports whose values have quality bad
 * @param faults how badly they obey
 */
public record DeviceOptions(
        Duration skewMax, double duplicates, double bursts, double badReadings, CommandFaults faults) {
    /** True clocks, every report once and on time. */
    public static final DeviceOptions PERFECT = new DeviceOptions(Duration.ZERO, 0, 0, 0);

    /** What a healthy fleet does: clocks a little off, now and then a retry or a hiccup of the network. */
    public static final DeviceOptions LIFELIKE = new DeviceOptions(Duration.ofMillis(800), 0.005, 0.002, 0);

    public DeviceOptions {
        if (skewMax.isNegative()) {
            throw new IllegalArgumentException("Expected skewMax of 0 or more but got " + skewMax);
        }
        share("duplicates", duplicates);
        share("bursts", bursts);
        share("badReadings", badReadings);
    }

    /** Devices that obey. */
    public DeviceOptions(Duration skewMax, double duplicates, double bursts, double badReadings) {
        this(skewMax, duplicates, bursts, badReadings, CommandFaults.NONE);
    }

    /** The same, and they obey so badly. */
    public DeviceOptions with(CommandFaults newFaults) {
        return new DeviceOptions(skewMax, duplicates, bursts, badReadings, newFaults);
    }

    private static void share(String name, double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("Expected %s from 0 to 1 but got %s".formatted(name, share));
        }
    }
}
