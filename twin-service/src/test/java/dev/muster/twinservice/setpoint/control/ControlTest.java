package dev.muster.twinservice.setpoint.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.assetmodel.connectivity.Connectivity;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * A simulated fleet with gusts, ramps, minimums, commands that take their time, and devices that do not do what they should.
 */
class ControlTest {
    private static final long TARGET = 60_000_000;
    private static final int SECONDS_TO_HOLD = 10;
    private static final int STALE_SECONDS = 7;

    /** Renewals are three in a minute; the rest is left for what happens. */
    private static final int COMMANDS_PER_MINUTE = 20;

    @Test
    void shouldBringFleetToTargetWithoutOvershootAndHoldItThere() {
        SimulatedFleet fleet = SimulatedFleet.mixed(TARGET);

        List<Long> passed = fleet.run(300);

        assertThat(fleet.secondsToHold(passed)).isLessThanOrEqualTo(SECONDS_TO_HOLD);
        assertThat(passed).allMatch(sum -> sum > TARGET * 98 / 100);
        assertThat(fleet.control.status().phase()).isEqualTo(Phase.HELD);
        assertThat(fleet.mostCommandsInOneMinute()).isLessThanOrEqualTo(COMMANDS_PER_MINUTE);
        assertThat(fleet.commands())
                .as("about six renewals a minute at most, and little else")
                .isLessThan(44 * 5 * 8);
    }

    @Test
    void shouldSettleInsteadOfOscillating() {
        SimulatedFleet fleet = SimulatedFleet.mixed(TARGET);
        fleet.run(60);

        long[] deviations =
                fleet.run(240).stream().mapToLong(sum -> Math.abs(sum - TARGET)).toArray();

        assertThat(IntStream.range(0, deviations.length)
                        .mapToLong(i -> deviations[i])
                        .max()
                        .orElseThrow())
                .isLessThanOrEqualTo(TARGET / 100);
    }

    @Test
    void shouldFollowNewTargetsUpAndDownAndIntoTaking() {
        SimulatedFleet fleet = SimulatedFleet.mixed(TARGET);
        fleet.run(30);
        for (long target : new long[] {80_000_000, 30_000_000, 90_000_000, -10_000_000, 1_000_000}) {
            fleet.retarget(target);

            List<Long> passed = fleet.run(60);

            assertThat(fleet.sum()).as("%d: %s", target, passed).isBetween(target - 700_000, target + 700_000);
            assertThat(fleet.mostCommandsInOneMinute()).isLessThanOrEqualTo(30);
        }
    }

    @Test
    void shouldReplaceMembersInTenSecondsAfterTheirLossIsSeen() {
        SimulatedFleet fleet = SimulatedFleet.mixed(TARGET);
        fleet.run(60);
        first(fleet, 3).forEach(device -> {
            device.dead = true;
            device.connectivity = Connectivity.OFFLINE;
        });

        List<Long> passed = fleet.run(120);

        assertThat(fleet.isHeld(passed.get(0))).as("a loss that hurts").isFalse();
        assertThat(fleet.secondsToHold(passed)).isLessThanOrEqualTo(SECONDS_TO_HOLD);
        assertThat(fleet.control.status().leftOut()).isEqualTo(Map.of(LeftOut.OFFLINE, 3));
        assertThat(fleet.mostCommandsInOneMinute()).isLessThanOrEqualTo(COMMANDS_PER_MINUTE);
    }

    @Test
    void shouldReplaceMembersThatFallSilentOnceTheirValuesAreStale() {
        SimulatedFleet fleet = SimulatedFleet.mixed(TARGET);
        fleet.run(60);
        first(fleet, 3).forEach(device -> device.dead = true);

        List<Long> passed = fleet.run(120);

        assertThat(fleet.secondsToHold(passed)).isBetween(STALE_SECONDS - 2, STALE_SECONDS + SECONDS_TO_HOLD);
        assertThat(fleet.control.status().leftOut()).isEqualTo(Map.of(LeftOut.STALE, 3));
    }

    @Test
    void shouldTakeBackMembersThatReturn() {
        SimulatedFleet fleet = SimulatedFleet.mixed(TARGET);
        fleet.run(60);
        first(fleet, 3).forEach(device -> device.connectivity = Connectivity.OFFLINE);
        fleet.run(60);
        first(fleet, 3).forEach(device -> device.connectivity = Connectivity.ONLINE);

        List<Long> passed = fleet.run(60);

        assertThat(fleet.secondsToHold(passed)).isLessThanOrEqualTo(SECONDS_TO_HOLD + STALE_SECONDS);
        assertThat(fleet.control.status().sharing()).isEqualTo(44);
    }

    @Test
    void shouldMakeUpForWhoDisobeysAndNameIt() {
        SimulatedFleet fleet = SimulatedFleet.mixed(TARGET);
        first(fleet, 2).forEach(device -> device.lies = true);

        List<Long> passed = fleet.run(60);

        assertThat(fleet.secondsToHold(passed)).isLessThanOrEqualTo(20);
        assertThat(fleet.control.status().leftOut()).isEqualTo(Map.of(LeftOut.DISOBEYS, 2));
        assertThat(fleet.control.status().named().get(0).asset())
                .isEqualTo(first(fleet, 1).get(0).asset);
        assertThat(first(fleet, 1).get(0).told.size()).isLessThan(10);
    }

    @Test
    void shouldCorrectWhatDevicesMakeOfWhatTheyAreTold() {
        SimulatedFleet fleet = SimulatedFleet.mixed(TARGET);
        fleet.devices.values().forEach(device -> device.curve = 0.93);

        List<Long> passed = fleet.run(120);

        assertThat(fleet.secondsToHold(passed)).isLessThanOrEqualTo(30);
        assertThat(fleet.sum()).isBetween(TARGET * 99 / 100, TARGET * 101 / 100);
        assertThat(fleet.mostCommandsInOneMinute()).isLessThanOrEqualTo(COMMANDS_PER_MINUTE);
    }

    @Test
    void shouldSayByHowMuchItIsShortAndSinceWhenAndRecover() {
        SimulatedFleet fleet = SimulatedFleet.mixed(100_000_000);
        fleet.run(30);
        assertThat(fleet.control.status().phase()).isEqualTo(Phase.HELD);
        fleet.devices
                .values()
                .forEach(device -> device.wind = device.asset.value().startsWith("WT") ? 0.5 : device.wind);

        fleet.run(30);

        Status shortOf = fleet.control.status();
        assertThat(shortOf.phase()).isEqualTo(Phase.SHORT);
        assertThat(shortOf.shortBy()).isBetween(20_000_000L, 28_000_000L);
        assertThat(shortOf.shortSince())
                .isBetween(SimulatedFleet.START.plusSeconds(30), SimulatedFleet.START.plusSeconds(34));
        assertThat(fleet.sum()).as("as much as they can").isGreaterThan(72_000_000);
        fleet.devices.values().forEach(device -> device.wind = 0.9);
        List<Long> passed = fleet.run(60);
        assertThat(fleet.secondsToHold(passed)).isLessThanOrEqualTo(30);
        assertThat(fleet.control.status().phase()).isEqualTo(Phase.HELD);
    }

    @Test
    void shouldGoOnAfterRestartMidway() {
        SimulatedFleet fleet = SimulatedFleet.mixed(TARGET);
        fleet.run(3);
        fleet.restart();
        assertThat(fleet.secondsToHold(fleet.run(60))).isLessThanOrEqualTo(SECONDS_TO_HOLD);
        int before = fleet.commands();

        fleet.restart();
        List<Long> passed = fleet.run(60);

        assertThat(passed).allMatch(fleet::isHeld);
        assertThat(fleet.commands() - before).as("all are told anew, once").isLessThan(44 * 8);
    }

    @Test
    void shouldRenewBeforeDevicesEndTheControlAndLetThemEndItWhenMusterIsGone() {
        SimulatedFleet fleet = SimulatedFleet.mixed(TARGET);
        fleet.run(300);
        assertThat(fleet.isHeld(fleet.sum())).isTrue();
        for (SimulatedDevice device : fleet.devices.values()) {
            for (int i = 1; i < device.told.size(); i++) {
                assertThat(device.told.get(i))
                        .isBeforeOrEqualTo(device.told
                                .get(i - 1)
                                .plus(SimulatedDevice.FAIL_SAFE.dividedBy(3))
                                .plusSeconds(1));
            }
        }

        fleet.idle(90);

        assertThat(fleet.sum()).isGreaterThan(90_000_000);
    }

    @Test
    void shouldCountWhatMembersGiveThatCannotBeControlled() {
        SimulatedFleet fleet = SimulatedFleet.mixed(TARGET);
        first(fleet, 10).forEach(device -> device.uncontrolled = true);

        List<Long> passed = fleet.run(120);

        assertThat(fleet.secondsToHold(passed)).isLessThanOrEqualTo(SECONDS_TO_HOLD);
        assertThat(fleet.control.status().leftOut()).isEqualTo(Map.of(LeftOut.NOT_CONTROLLED, 10));
        assertThat(first(fleet, 10)).allMatch(device -> device.told.isEmpty());
    }

    private static List<SimulatedDevice> first(SimulatedFleet fleet, int count) {
        return fleet.devices.values().stream().limit(count).toList();
    }
}
