package dev.muster.loadtest.control;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.type.SetPointControl;
import dev.muster.loadtest.fleet.FleetTypes;
import dev.muster.loadtest.fleet.FleetUnit;
import dev.muster.loadtest.fleet.Physics;
import dev.muster.loadtest.fleet.SimulatedFleet;
import dev.muster.loadtest.fleet.Technology;
import java.time.Duration;
import java.time.Instant;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PlantTest {
    private static final SimulatedFleet FLEET = SimulatedFleet.create(11, 200);
    private static final Physics PHYSICS = new Physics(FLEET.seed());
    private static final Duration TICK = FleetTypes.INTERVAL;

    private Instant now = Instant.parse("2030-03-01T12:00:00Z");
    private Instant world = Physics.START;
    private Duration step = Duration.ofSeconds(5);

    @ParameterizedTest
    @EnumSource(Technology.class)
    void shouldMeasureWhatPhysicsSaysWhileNobodyTellsItAnything(Technology technology) {
        FleetUnit unit = first(technology);
        Plant plant = new Plant(unit);
        plant.release();
        plant.start();
        step = Duration.ofMinutes(11);
        for (int i = 0; i < 300; i++) {
            assertThat(tick(plant, unit)).isEqualTo(PHYSICS.measure(unit, world));
        }
    }

    @Test
    void shouldMoveToWhatItWasToldWithItsRampAndReportWhatItCould() {
        FleetUnit turbine = strongest();
        Plant plant = new Plant(turbine);
        double before = power(tick(plant, turbine));
        double target = Math.rint(before * 400) / 1000;
        assertThat(plant.set(target, now)).isNull();

        double ramp = control(turbine).rampPerSecond() * turbine.ratedMegawatts();
        int ticks = 0;
        double power = before;
        while (power != target) {
            // Faster than the devices of the fleet report: so that the ramp is seen.
            SortedMap<SignalName, Double> measured = tick(plant, turbine, Duration.ofMillis(200));
            double next = power(measured);
            assertThat(power - next).isBetween(0.0, ramp * 0.2 + 0.001);
            assertThat(measured.get(FleetTypes.AVAILABLE_POWER))
                    .isEqualTo(PHYSICS.measure(turbine, world).get(FleetTypes.POWER));
            power = next;
            ticks++;
        }
        assertThat(ticks * 0.2).isCloseTo((before - target) / ramp, within(0.41));
        assertThat(1 / control(turbine).rampPerSecond()).isBetween(2.0, 4.0);
    }

    @Test
    void shouldNeverGiveMoreThanTheWindDoes() {
        FleetUnit turbine = strongest();
        Plant plant = new Plant(turbine);
        step = Duration.ofMinutes(2);
        tick(plant, turbine);
        boolean below = false;
        double target = turbine.ratedMegawatts() * 0.5;
        for (int i = 0; i < 2_000; i++) {
            assertThat(plant.set(target, now)).isNull();
            double power = power(tick(plant, turbine));
            double potential = requireNonNull(PHYSICS.measure(turbine, world).get(FleetTypes.POWER));
            assertThat(power).isLessThanOrEqualTo(Math.min(target, potential));
            below |= potential < target;
        }
        assertThat(below).as("the wind was too weak at times").isTrue();
    }

    @Test
    void shouldGoBackToWhatTheWindGivesWhenReleased() {
        FleetUnit turbine = strongest();
        Plant plant = new Plant(turbine);
        tick(plant, turbine);
        plant.set(0, now);
        tick(plant, turbine);
        tick(plant, turbine);
        assertThat(power(tick(plant, turbine))).isZero();
        plant.release();

        double first = power(tick(plant, turbine, Duration.ofMillis(100)));
        assertThat(first).isBetween(0.001, control(turbine).rampPerSecond() * turbine.ratedMegawatts() * 0.1 + 1e-9);
        for (int i = 0; i < 2; i++) {
            tick(plant, turbine);
        }
        assertThat(tick(plant, turbine)).isEqualTo(PHYSICS.measure(turbine, world));
        assertThat(plant.isFree()).isTrue();
    }

    @Test
    void shouldRefuseWhatTheUnitCannotDo() {
        FleetUnit turbine = strongest();
        FleetUnit battery = first(Technology.BATTERY);
        Plant plant = new Plant(turbine);
        double rated = turbine.ratedMegawatts();
        double minimum = control(turbine).minimumShare() * rated;
        tick(plant, turbine);

        assertThat(plant.set(rated, now)).isNull();
        assertThat(plant.set(rated + 0.001, now)).startsWith("Expected 0.000 to");
        assertThat(plant.set(-0.001, now)).isNotNull();
        assertThat(plant.set(Double.NaN, now)).isNotNull();
        assertThat(plant.set(minimum, now)).isNull();
        assertThat(plant.set(minimum - 0.002, now)).startsWith("Expected 0 or at least");
        assertThat(plant.set(0, now)).isNull();
        assertThat(new Plant(battery).set(-battery.ratedMegawatts(), now)).isNull();
        assertThat(new Plant(battery).set(-battery.ratedMegawatts() - 0.001, now))
                .isNotNull();
        assertThat(new Plant(first(Technology.METER)).set(0, now)).contains("cannot");
    }

    @ParameterizedTest
    @CsvSource({"0, -1", "0, 0", "45, -1", "45, 0"})
    void shouldEndTheControlByItselfExactlyWhenItHasHeardNothingForSoLong(int renewedAfterSeconds, long offByMillis) {
        FleetUnit turbine = strongest();
        Plant plant = new Plant(turbine);
        tick(plant, turbine);
        plant.set(0, now);
        Instant heard = now;
        for (int i = 0; i < 55; i++) {
            tick(plant, turbine, Duration.ofSeconds(1));
            if (renewedAfterSeconds == i + 1) {
                plant.set(0, now);
                heard = now;
            }
        }
        Instant end = heard.plus(control(turbine).failSafeAfter()).plusMillis(offByMillis);
        double power = power(tick(plant, turbine, Duration.between(now, end)));
        assertThat(power > 0).isEqualTo(offByMillis == 0);
        tick(plant, turbine);
        assertThat(tick(plant, turbine, Duration.ofSeconds(5))).isEqualTo(PHYSICS.measure(turbine, world));
        assertThat(plant.isFree()).isTrue();
    }

    @Test
    void shouldStandWhileStoppedAndOfferNothing() {
        FleetUnit turbine = strongest();
        Plant plant = new Plant(turbine);
        tick(plant, turbine);
        plant.stop();
        tick(plant, turbine);
        tick(plant, turbine);
        SortedMap<SignalName, Double> stopped = tick(plant, turbine, Duration.ofHours(1));
        assertThat(stopped)
                .containsEntry(FleetTypes.POWER, 0.0)
                .containsEntry(FleetTypes.AVAILABLE_POWER, 0.0)
                .containsEntry(FleetTypes.MODE, (double) Physics.STANDING);

        plant.start();
        tick(plant, turbine);
        tick(plant, turbine);
        assertThat(tick(plant, turbine)).isEqualTo(PHYSICS.measure(turbine, world));
    }

    private SortedMap<SignalName, Double> tick(Plant plant, FleetUnit unit) {
        return tick(plant, unit, TICK);
    }

    private SortedMap<SignalName, Double> tick(Plant plant, FleetUnit unit, Duration real) {
        now = now.plus(real);
        world = world.plus(step);
        SortedMap<SignalName, Double> measured = PHYSICS.measure(unit, world);
        plant.pass(now, world, measured);
        return measured;
    }

    private static double power(SortedMap<SignalName, Double> measured) {
        return requireNonNull(measured.get(FleetTypes.POWER));
    }

    private static SetPointControl control(FleetUnit unit) {
        return FleetTypes.control(unit.technology()).orElseThrow();
    }

    private static FleetUnit[] of(Technology technology) {
        return FLEET.units().stream()
                .filter(unit -> unit.technology() == technology)
                .toArray(FleetUnit[]::new);
    }

    private static FleetUnit first(Technology technology) {
        return of(technology)[0];
    }

    /** The turbine that gives most of its rated power at the start. */
    private static FleetUnit strongest() {
        FleetUnit strongest = first(Technology.WIND);
        for (FleetUnit unit : of(Technology.WIND)) {
            if (share(unit) > share(strongest)) {
                strongest = unit;
            }
        }
        return strongest;
    }

    private static double share(FleetUnit unit) {
        return power(PHYSICS.measure(unit, Physics.START)) / unit.ratedMegawatts();
    }
}
