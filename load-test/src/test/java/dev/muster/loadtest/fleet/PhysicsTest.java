package dev.muster.loadtest.fleet;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.type.AssetType;
import dev.muster.assetmodel.type.Range;
import dev.muster.assetmodel.type.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PhysicsTest {
    private static final long SEED = 42;
    private static final SimulatedFleet FLEET = SimulatedFleet.create(SEED, 200);
    private static final Physics PHYSICS = new Physics(SEED);
    private static final Instant MIDNIGHT = Instant.parse("2030-06-20T00:00:00Z");

    @Test
    void shouldKeepPowerWithinRatedAndWholeKilowatts() {
        everyUnitOfADay((unit, at, values) -> {
            double kilowatts = requireNonNull(values.get(FleetTypes.POWER)) * 1000;
            double min = unit.technology() == Technology.BATTERY ? -unit.ratedKilowatts() : 0;
            assertThat(kilowatts).as("%s at %s", unit, at).isBetween(min, (double) unit.ratedKilowatts());
            assertThat(kilowatts).isCloseTo(Math.rint(kilowatts), within(1e-6));
        });
    }

    @Test
    void shouldStayWithinRangesOfTypes() {
        Map<Object, AssetType> types = FleetTypes.all().stream().collect(Collectors.toMap(AssetType::id, type -> type));
        everyUnitOfADay((unit, at, values) -> {
            AssetType type = requireNonNull(types.get(unit.technology().type()));
            assertThat(values.keySet())
                    .containsExactlyInAnyOrderElementsOf(
                            type.signals().stream().map(Signal::name).toList());
            values.forEach((name, value) -> {
                Range range = requireNonNull(type.signal(name).orElseThrow().range());
                assertThat(range.contains(value))
                        .as("%s of %s: %s", name, unit.id(), value)
                        .isTrue();
            });
        });
    }

    @Test
    void shouldMeasureTheSameForTheSameSeedAndTimeOnly() {
        FleetUnit unit = FLEET.units().get(0);
        Instant later = MIDNIGHT.plus(Duration.ofHours(3));

        assertThat(new Physics(SEED).measure(unit, later)).isEqualTo(PHYSICS.measure(unit, later));
        assertThat(new Physics(SEED + 1).measure(unit, later)).isNotEqualTo(PHYSICS.measure(unit, later));
        assertThat(PHYSICS.measure(unit, MIDNIGHT)).isNotEqualTo(PHYSICS.measure(unit, later));
    }

    @Test
    void shouldGiveNoSolarPowerAtNightAndMostAroundNoon() {
        List<FleetUnit> inverters = of(Technology.SOLAR);
        double night = total(inverters, MIDNIGHT);
        double morning = total(inverters, MIDNIGHT.plus(Duration.ofHours(6)));
        double noon = total(inverters, MIDNIGHT.plus(Duration.ofHours(11)));

        assertThat(night).isZero();
        assertThat(noon).isGreaterThan(morning).isGreaterThan(0);
    }

    @Test
    void shouldBlowAlikeNearbyAndNotFarAway() {
        FleetUnit here = of(Technology.WIND).get(0);
        double nearby = correlation(here, moved(here, 3));
        double farAway = correlation(here, moved(here, 500));

        assertThat(nearby).isGreaterThan(0.9);
        assertThat(farAway).isLessThan(0.5);
    }

    @Test
    void shouldCarryTheWindAlong() {
        WeatherField field = new WeatherField(5, 10, 0);
        Place here = new Place(100, 100);
        // In 2000 s the weather moves 20 km east.
        double moved = 0;
        double stayed = 0;
        for (int i = 0; i < 200; i++) {
            double seconds = i * 3_600.0;
            moved += Math.abs(field.at(here, seconds) - field.at(here.moved(20, 0), seconds + 2_000));
            stayed += Math.abs(field.at(here, seconds) - field.at(here.moved(20, 0), seconds));
        }

        assertThat(moved).isLessThan(stayed);
    }

    @Test
    void shouldFollowThePowerCurve() {
        assertThat(WindPower.share(0)).isZero();
        assertThat(WindPower.share(WindPower.CUT_IN - 0.01)).isZero();
        assertThat(WindPower.share(8)).isBetween(0.2, 0.5);
        assertThat(WindPower.share(WindPower.RATED)).isEqualTo(1);
        assertThat(WindPower.share(WindPower.CUT_OUT - 0.01)).isEqualTo(1);
        assertThat(WindPower.share(WindPower.CUT_OUT)).isZero();
    }

    @Test
    void shouldKeepBatteriesWithinChargeAndRamp() {
        for (long seed = 0; seed < 300; seed++) {
            BatteryDay day = new BatteryDay(seed);
            double before = day.share(0);
            for (double second = 0; second <= 86_400; second += 60) {
                double share = day.share(second);
                assertThat(share).isBetween(-1.0, 1.0);
                assertThat(Math.abs(share - before)).isLessThanOrEqualTo(60 / BatteryDay.RAMP_SECONDS + 1e-9);
                assertThat(day.socPercent(second))
                        .isBetween(BatteryDay.SOC_MIN_PERCENT - 1e-6, BatteryDay.SOC_MAX_PERCENT + 1e-6);
                before = share;
            }
            assertThat(day.socPercent(86_399)).isCloseTo(day.socPercent(0), within(1e-6));
        }
    }

    @Test
    void shouldChargeWhenPowerIsNegativeOnly() {
        BatteryDay day = new BatteryDay(3);
        for (double second = 0; second < 86_400; second += 60) {
            double rise = day.socPercent(second + 1) - day.socPercent(second);
            double share = day.share(second + 0.5);
            assertThat(Math.signum(Math.abs(rise) < 1e-9 ? 0 : rise)).isEqualTo(-Math.signum(share));
        }
    }

    @Test
    void shouldCountEnergyAsTheIntegralOfLoad() {
        MeterLoad load = new MeterLoad(9);
        double hours = 0;
        for (int second = 0; second < 86_400; second++) {
            assertThat(load.share(second)).isBetween(0.1 - 1e-9, 0.9 + 1e-9);
            hours += load.share(second + 0.5) / 3_600;
        }

        assertThat(load.fullLoadHours(86_400)).isCloseTo(hours, within(1e-4));
    }

    private interface Check {
        void accept(FleetUnit unit, Instant at, Map<SignalName, Double> values);
    }

    private static void everyUnitOfADay(Check check) {
        for (int minutes = 0; minutes < 24 * 60; minutes += 37) {
            Instant at = MIDNIGHT.plus(Duration.ofMinutes(minutes));
            FLEET.units().forEach(unit -> check.accept(unit, at, PHYSICS.measure(unit, at)));
        }
    }

    private static List<FleetUnit> of(Technology technology) {
        return FLEET.units().stream()
                .filter(unit -> unit.technology() == technology)
                .toList();
    }

    private static double total(List<FleetUnit> units, Instant at) {
        return units.stream()
                .mapToDouble(unit -> PHYSICS.measure(unit, at).get(FleetTypes.POWER))
                .sum();
    }

    private static FleetUnit moved(FleetUnit unit, double eastKm) {
        return new FleetUnit(
                unit.id(),
                unit.name(),
                unit.technology(),
                unit.region(),
                unit.site(),
                unit.place().moved(eastKm, 0),
                unit.ratedKilowatts(),
                unit.seed() + 1);
    }

    private static double correlation(FleetUnit one, FleetUnit other) {
        List<double[]> pairs = new ArrayList<>();
        for (int hour = 0; hour < 24 * 60; hour++) {
            Instant at = MIDNIGHT.plus(Duration.ofHours(hour));
            pairs.add(new double[] {PHYSICS.windSpeed(one, at), PHYSICS.windSpeed(other, at)});
        }
        double meanOne = pairs.stream().mapToDouble(p -> p[0]).average().orElseThrow();
        double meanOther = pairs.stream().mapToDouble(p -> p[1]).average().orElseThrow();
        double both = pairs.stream()
                .mapToDouble(p -> (p[0] - meanOne) * (p[1] - meanOther))
                .sum();
        double varianceOne =
                pairs.stream().mapToDouble(p -> Math.pow(p[0] - meanOne, 2)).sum();
        double varianceOther =
                pairs.stream().mapToDouble(p -> Math.pow(p[1] - meanOther, 2)).sum();
        return both / Math.sqrt(varianceOne * varianceOther);
    }
}
