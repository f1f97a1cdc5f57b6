package dev.muster.twinservice.setpoint.control;

import dev.muster.assetmodel.identity.AssetId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Devices under one set-point, second after second. */
final class SimulatedFleet {
    static final Instant START = Instant.parse("2030-01-01T00:00:00Z");
    static final Tuning TUNING =
            new Tuning(0.02, 0.002, 0.01, Duration.ofSeconds(1), Duration.ofSeconds(2), 0.1, 3, Duration.ofSeconds(60));
    static final Duration PACE = Duration.ofSeconds(1);

    private static final Duration STEP = Duration.ofMillis(250);

    final Map<AssetId, SimulatedDevice> devices = new LinkedHashMap<>();
    Control control;
    Instant now = START;
    long target;

    SimulatedFleet(long target) {
        this.target = target;
        this.control = new Control(target, TUNING, PACE);
    }

    SimulatedDevice add(String id, long lower, long upper, double ramp, double minimumShare) {
        SimulatedDevice device =
                new SimulatedDevice(id, lower, upper, ramp, minimumShare, devices.size() * 31L + target);
        devices.put(device.asset, device);
        return device;
    }

    /** Forty turbines of 3 MW at 80 % of wind, four storages of 5 MW. */
    static SimulatedFleet mixed(long target) {
        SimulatedFleet fleet = new SimulatedFleet(target);
        for (int i = 0; i < 40; i++) {
            fleet.add("WT-%02d".formatted(i), 0, 3_000_000, i % 2 == 0 ? 0.1 : 0.04, 0.1)
                    .startAt(2_400_000);
        }
        for (int i = 0; i < 4; i++) {
            fleet.add("BT-" + i, -5_000_000, 5_000_000, 0.5, 0);
        }
        return fleet;
    }

    void retarget(long micros) {
        target = micros;
        control.retarget(micros);
    }

    /** As after a restart: what was told is forgotten, the devices go on. */
    void restart() {
        control = new Control(target, TUNING, PACE);
    }

    /** The sums of the seconds that pass. */
    List<Long> run(int seconds) {
        List<Long> passed = new ArrayList<>();
        for (int second = 0; second < seconds; second++) {
            idle(1);
            List<Seen> seen =
                    devices.values().stream().map(device -> device.seen(now)).toList();
            Predicate<AssetId> nobody = asset -> false;
            control.round(seen, nobody, now)
                    .forEach(order -> devices.get(order.asset()).hear(order, now));
            passed.add(sum());
        }
        return passed;
    }

    /** Nobody holds anything meanwhile. */
    void idle(int seconds) {
        for (int step = 0; step < seconds * 4; step++) {
            now = now.plus(STEP);
            devices.values().forEach(device -> device.step(now, STEP));
        }
    }

    long sum() {
        return devices.values().stream().mapToLong(SimulatedDevice::power).sum();
    }

    boolean isHeld(long sum) {
        return Math.abs(sum - target) <= Math.abs(target) / 50;
    }

    /** Seconds until the sum is within 2 % of the target and stays there. */
    int secondsToHold(List<Long> passed) {
        int seconds = passed.size();
        while (seconds > 0 && isHeld(passed.get(seconds - 1))) {
            seconds--;
        }
        return seconds;
    }

    /** Of the member that got most within any minute. */
    int mostCommandsInOneMinute() {
        int most = 0;
        for (SimulatedDevice device : devices.values()) {
            for (Instant from : device.told) {
                Instant to = from.plusSeconds(60);
                int count = (int) device.told.stream()
                        .filter(at -> !at.isBefore(from) && at.isBefore(to))
                        .count();
                most = Math.max(most, count);
            }
        }
        return most;
    }

    int commands() {
        return devices.values().stream().mapToInt(device -> device.told.size()).sum();
    }
}
