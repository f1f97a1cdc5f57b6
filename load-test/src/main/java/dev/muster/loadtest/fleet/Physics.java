package dev.muster.loadtest.fleet;

import static dev.muster.loadtest.fleet.FleetTypes.AVAILABLE_CHARGE;
import static dev.muster.loadtest.fleet.FleetTypes.AVAILABLE_POWER;
import static dev.muster.loadtest.fleet.FleetTypes.ENERGY;
import static dev.muster.loadtest.fleet.FleetTypes.IRRADIANCE;
import static dev.muster.loadtest.fleet.FleetTypes.MODE;
import static dev.muster.loadtest.fleet.FleetTypes.POWER;
import static dev.muster.loadtest.fleet.FleetTypes.STATE_OF_CHARGE;
import static dev.muster.loadtest.fleet.FleetTypes.WIND_SPEED;

import dev.muster.assetmodel.identity.SignalName;
import java.time.Duration;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What each unit measures at a simulated time while nobody tells it anything: a pure function of the seed, the unit and that
 * time. Powers are whole kilowatts, so that sums of them are exact. Thread-safe.
 */
public final class Physics {
    /** A summer's morning: wind, sun, charging batteries and a load that grows. */
    public static final Instant START = Instant.parse("2030-06-20T08:00:00Z");

    /** Of the mode signal. */
    public static final int STANDING = 0;

    public static final int RUNNING = 1;
    public static final int CHARGING = 2;

    /** A battery offers what it can keep up for so long, in simulated seconds: so that it nears its limits softly. */
    public static final double OFFERED_SECONDS = 60;

    private static final Instant EPOCH = Instant.parse("2030-01-01T00:00:00Z");
    private static final double WIND_MEAN = 8.0;
    private static final double WIND_DEVIATION = 3.2;
    private static final double TURBULENCE = 0.5;
    private static final double TURBULENCE_SECONDS = 40;
    private static final double CLEARNESS_MEAN = 0.72;
    private static final double CLEARNESS_DEVIATION = 0.25;
    private static final double CLEARNESS_MIN = 0.12;
    private static final double STANDARD_IRRADIANCE = 1_000;
    private static final long DAY_SECONDS = 86_400;

    private final WeatherField wind;
    private final WeatherField clouds;

    public Physics(long seed) {
        this.wind = new WeatherField(Noise.mix(seed, 1), 14, 5);
        this.clouds = new WeatherField(Noise.mix(seed, 2), 9, 3);
    }

    /** Every signal of the unit's type. */
    public SortedMap<SignalName, Double> measure(FleetUnit unit, Instant simulated) {
        SortedMap<SignalName, Double> values = new TreeMap<>();
        switch (unit.technology()) {
            case WIND -> {
                double speed = windSpeed(unit, simulated);
                double power = kilowatts(unit, WindPower.share(speed));
                values.put(POWER, power / 1000);
                values.put(AVAILABLE_POWER, power / 1000);
                values.put(WIND_SPEED, rounded(speed, 10));
                values.put(MODE, (double) (power > 0 ? RUNNING : STANDING));
            }
            case SOLAR -> {
                double irradiance = irradiance(unit.place(), simulated);
                double power = kilowatts(unit, Math.min(1, irradiance / STANDARD_IRRADIANCE));
                values.put(POWER, power / 1000);
                values.put(AVAILABLE_POWER, power / 1000);
                values.put(IRRADIANCE, rounded(irradiance, 1));
                values.put(MODE, (double) (power > 0 ? RUNNING : STANDING));
            }
            case BATTERY -> {
                BatteryDay day = new BatteryDay(unit.seed());
                double second = Math.floorMod(simulated.getEpochSecond(), DAY_SECONDS) + simulated.getNano() / 1e9;
                double power = kilowatts(unit, day.share(second));
                values.put(POWER, power / 1000);
                double charge = day.socPercent(second);
                double gives = kilowatts(unit, day.canGive(charge, OFFERED_SECONDS));
                double takes = kilowatts(unit, day.canTake(charge, OFFERED_SECONDS));
                values.put(AVAILABLE_POWER, Math.max(power, gives) / 1000);
                values.put(AVAILABLE_CHARGE, Math.max(-power, takes) / 1000);
                values.put(STATE_OF_CHARGE, rounded(charge, 100));
                values.put(MODE, (double) (power == 0 ? STANDING : power > 0 ? RUNNING : CHARGING));
            }
            case METER -> {
                MeterLoad load = new MeterLoad(unit.seed());
                double seconds = seconds(simulated);
                values.put(POWER, kilowatts(unit, load.share(seconds)) / 1000);
                values.put(ENERGY, rounded(unit.ratedMegawatts() * load.fullLoadHours(seconds), 1000));
            }
        }
        return values;
    }

    /** Metres per second at the hub. */
    double windSpeed(FleetUnit unit, Instant simulated) {
        double seconds = seconds(simulated);
        double speed = WIND_MEAN
                + WIND_DEVIATION * wind.at(unit.place(), seconds)
                + TURBULENCE * Noise.smooth(unit.seed(), seconds, TURBULENCE_SECONDS);
        return Math.max(0, speed);
    }

    /** Watts per square metre, under the clouds. */
    double irradiance(Place place, Instant simulated) {
        double clearness = CLEARNESS_MEAN + CLEARNESS_DEVIATION * clouds.at(place, seconds(simulated));
        return Sun.clearSky(place, simulated) * Math.max(CLEARNESS_MIN, Math.min(1, clearness));
    }

    private static double kilowatts(FleetUnit unit, double share) {
        // Adding 0 turns a negative zero into a zero.
        return Math.rint(unit.ratedKilowatts() * share) + 0.0;
    }

    private static double rounded(double value, double perUnit) {
        return Math.rint(value * perUnit) / perUnit + 0.0;
    }

    private static double seconds(Instant simulated) {
        return Duration.between(EPOCH, simulated).toMillis() / 1000.0;
    }
}
