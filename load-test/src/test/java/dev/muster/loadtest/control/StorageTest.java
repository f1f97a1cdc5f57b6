package dev.muster.loadtest.control;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.muster.assetmodel.identity.SignalName;
import dev.muster.loadtest.fleet.BatteryDay;
import dev.muster.loadtest.fleet.FleetTypes;
import dev.muster.loadtest.fleet.FleetUnit;
import dev.muster.loadtest.fleet.Physics;
import dev.muster.loadtest.fleet.SimulatedFleet;
import dev.muster.loadtest.fleet.Technology;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Batteries under control, over simulated days. */
class StorageTest {
    private static final SimulatedFleet FLEET = SimulatedFleet.create(11, 200);
    private static final Physics PHYSICS = new Physics(FLEET.seed());
    private static final List<FleetUnit> BATTERIES = FLEET.units().stream()
            .filter(unit -> unit.technology() == Technology.BATTERY)
            .toList();

    private Instant now = Instant.parse("2030-03-01T12:00:00Z");
    private Instant world = Physics.START;
    private Duration step = Duration.ofSeconds(5);
    private double direction = 1;

    /** The truth is worked out here once more: by adding up what the battery said that it gave. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void shouldKeepTheStateOfChargeWithinItsLimitsAndAccountForAllEnergy(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        FleetUnit battery = BATTERIES.get((int) seed);
        BatteryDay day = new BatteryDay(battery.seed());
        Plant plant = new Plant(battery);
        step = Duration.ofSeconds(random.nextInt(5, 300));
        SortedMap<SignalName, Double> measured = tick(plant, battery);
        double charge = charge(measured);
        boolean empty = false;
        boolean full = false;
        plant.set(0, now);
        for (Duration passed = Duration.ZERO; passed.toDays() < 6; passed = passed.plus(step)) {
            if (random.nextInt(100) == 0) {
                plant.set(random.nextDouble(-1, 1) * battery.ratedMegawatts(), now);
            } else {
                plant.set(toTheLimits(measured, battery), now);
            }
            double before = power(measured);
            measured = tick(plant, battery);
            double stored = before < 0 ? -before * BatteryDay.ROUND_TRIP_EFFICIENCY : -before;
            charge += stored / battery.ratedMegawatts() * day.percentPerSecond() * step.toSeconds();
            assertThat(charge).isBetween(10 - 1e-6, 90 + 1e-6);
            assertThat(charge(measured)).isCloseTo(charge, within(0.02));
            empty |= charge < 10.5;
            full |= charge > 89.5;
            assertThat(power(measured))
                    .isLessThanOrEqualTo(requireNonNull(measured.get(FleetTypes.AVAILABLE_POWER)))
                    .isGreaterThanOrEqualTo(-requireNonNull(measured.get(FleetTypes.AVAILABLE_CHARGE)));
        }
        assertThat(empty && full).as("both limits were met").isTrue();

        plant.release();
        boolean found = false;
        for (Duration passed = Duration.ZERO; passed.toDays() < 2; passed = passed.plus(step)) {
            measured = tick(plant, battery);
            assertThat(charge(measured)).isBetween(10.0, 90.0);
            found |= plant.isFree();
        }
        assertThat(found).as("it found back").isTrue();
        assertThat(measured).isEqualTo(PHYSICS.measure(battery, world));
    }

    /** In one direction until there is nothing left: so that limits are reached. */
    private double toTheLimits(SortedMap<SignalName, Double> measured, FleetUnit battery) {
        if (charge(measured) < 10.2) {
            direction = -1;
        } else if (charge(measured) > 89.8) {
            direction = 1;
        }
        return direction * battery.ratedMegawatts();
    }

    @Test
    void shouldFindBackToItsScheduleSoftlyInAQuietNight() {
        for (FleetUnit battery : BATTERIES) {
            Plant plant = new Plant(battery);
            world = Instant.parse("2030-06-20T00:10:00Z");
            SortedMap<SignalName, Double> measured = tick(plant, battery);
            while (charge(measured) < 30) {
                plant.set(-battery.ratedMegawatts(), now);
                measured = tick(plant, battery);
            }
            plant.release();
            // From the second report on: the first is still on its ramp.
            tick(plant, battery);
            tick(plant, battery);
            while (!plant.isFree()) {
                measured = tick(plant, battery);
                assertThat(LocalTime.ofInstant(world, ZoneOffset.UTC)).isBefore(LocalTime.of(8, 0));
                assertThat(power(measured)).isBetween(-1e-9, 0.25 * battery.ratedMegawatts() + 1e-9);
            }
            assertThat(charge(measured)).isEqualTo(10);
        }
    }

    private SortedMap<SignalName, Double> tick(Plant plant, FleetUnit unit) {
        now = now.plus(FleetTypes.INTERVAL);
        world = world.plus(step);
        SortedMap<SignalName, Double> measured = PHYSICS.measure(unit, world);
        plant.pass(now, world, measured);
        return measured;
    }

    private static double power(SortedMap<SignalName, Double> measured) {
        return requireNonNull(measured.get(FleetTypes.POWER));
    }

    private static double charge(SortedMap<SignalName, Double> measured) {
        return requireNonNull(measured.get(FleetTypes.STATE_OF_CHARGE));
    }
}
