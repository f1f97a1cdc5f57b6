package dev.muster.assetmodel.type;

import dev.muster.assetmodel.type.ExpectationSchedule.Daylight;
import dev.muster.assetmodel.type.ExpectationSchedule.Span;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The sun as seen from one place. Its position is computed as NOAA's Solar Calculator does, after Jean Meeus, Astronomical
 * Algorithms, chapters 25 and 28, in the low-accuracy form: good to about 0.01 degrees between 1900 and 2100. {@link
 * StrictMath}, because all nodes have to agree to the second.
 */
final class Sun {
    /** Elevation of the sun's centre when its upper limb rises or sets: half its diameter, and the usual refraction. */
    static final double HORIZON_DEGREES = -0.833;

    private static final double EPOCH_JULIAN_DAY = 2_440_587.5;
    private static final double J2000_JULIAN_DAY = 2_451_545.0;
    private static final double DAYS_PER_CENTURY = 36_525;
    private static final long DAY = Duration.ofDays(1).toSeconds();
    private static final int HOUR = 3_600;

    /** The hour angle gains 15 degrees in an hour, give or take the equation of time; here a little more than it can be. */
    private static final double TURN_DEGREES_PER_HOUR = 15.05;

    /** The declination changes by at most 0.4 degrees in a day; here a little more. */
    private static final double DRIFT_DEGREES_PER_HOUR = 0.02;

    private final double sinLatitude;
    private final double cosLatitude;
    private final double longitude;

    /** The elevation never changes faster. */
    private final double degreesPerSecondMax;

    private Sun(double latitude, double longitude) {
        sinLatitude = StrictMath.sin(StrictMath.toRadians(latitude));
        cosLatitude = StrictMath.cos(StrictMath.toRadians(latitude));
        this.longitude = longitude;
        degreesPerSecondMax = (TURN_DEGREES_PER_HOUR * cosLatitude + DRIFT_DEGREES_PER_HOUR) / HOUR;
    }

    /** Decimal degrees, north and east positive; {@code null} when one of the texts is missing or is no such number. */
    static @Nullable Sun over(@Nullable String latitude, @Nullable String longitude) {
        Place place = Place.of(latitude, longitude);
        return place == null ? null : new Sun(place.latitude(), place.longitude());
    }

    Span spanAt(Instant now) {
        long second = now.getEpochSecond();
        boolean up = isUp(second);
        // On a grid of days: in a polar day, everyone who looked for the place meets there, and looks on as one.
        long horizon = (Math.floorDiv(second, DAY) + 2) * DAY;
        long until = changeFrom(second, up, 1, horizon);
        long bound = second - Daylight.LOOK_BACK_DAYS * DAY;
        long before = changeFrom(second, up, -1, bound);
        return new Span(up, Instant.ofEpochSecond(before + 1), Instant.ofEpochSecond(until));
    }

    boolean isUp(long epochSecond) {
        return elevation(epochSecond) > HORIZON_DEGREES;
    }

    /**
     * The nearest second in {@code direction} in which the sun is not {@code up}, or {@code bound}. Each step is as long as
     * the sun needs at least to get to the horizon, so that not even the shortest day at the edge of the polar night is
     * stepped over.
     */
    private long changeFrom(long second, boolean up, int direction, long bound) {
        long at = second;
        while (at != bound) {
            double above = elevation(at) - HORIZON_DEGREES;
            if (above > 0 != up) {
                return at;
            }
            long step = Math.max(1, (long) (Math.abs(above) / degreesPerSecondMax));
            at += direction * Math.min(step, Math.abs(bound - at));
        }
        return bound;
    }

    /** Of the sun's centre, in degrees, without refraction. */
    double elevation(long epochSecond) {
        double centuries = (epochSecond / (double) DAY + EPOCH_JULIAN_DAY - J2000_JULIAN_DAY) / DAYS_PER_CENTURY;
        double meanLongitude = 280.46646 + centuries * (36_000.76983 + centuries * 0.0003032);
        double meanAnomaly = 357.52911 + centuries * (35_999.05029 - centuries * 0.0001537);
        double centre = sin(meanAnomaly) * (1.914602 - centuries * (0.004817 + centuries * 0.000014))
                + sin(2 * meanAnomaly) * (0.019993 - centuries * 0.000101)
                + sin(3 * meanAnomaly) * 0.000289;
        double node = 125.04 - 1_934.136 * centuries;
        double apparentLongitude = meanLongitude + centre - 0.00569 - 0.00478 * sin(node);
        double arcSeconds = 21.448 - centuries * (46.815 + centuries * (0.00059 - centuries * 0.001813));
        double obliquity = 23 + (26 + arcSeconds / 60) / 60 + 0.00256 * cos(node);
        double sinDeclination = sin(obliquity) * sin(apparentLongitude);
        double cosDeclination = StrictMath.sqrt(1 - sinDeclination * sinDeclination);

        double eccentricity = 0.016708634 - centuries * (0.000042037 + centuries * 0.0000001267);
        double tangent = StrictMath.tan(StrictMath.toRadians(obliquity / 2));
        double y = tangent * tangent;
        double equationOfTime = StrictMath.toDegrees(y * sin(2 * meanLongitude)
                - 2 * eccentricity * sin(meanAnomaly)
                + 4 * eccentricity * y * sin(meanAnomaly) * cos(2 * meanLongitude)
                - y * y / 2 * sin(4 * meanLongitude)
                - 1.25 * eccentricity * eccentricity * sin(2 * meanAnomaly));

        double turnOfDay = 360.0 * Math.floorMod(epochSecond, DAY) / DAY;
        double hourAngle = turnOfDay + equationOfTime + longitude - 180;
        double sinElevation = sinLatitude * sinDeclination + cosLatitude * cosDeclination * cos(hourAngle);
        return StrictMath.toDegrees(StrictMath.asin(Math.max(-1, Math.min(1, sinElevation))));
    }

    private static double sin(double degrees) {
        return StrictMath.sin(StrictMath.toRadians(degrees));
    }

    private static double cos(double degrees) {
        return StrictMath.cos(StrictMath.toRadians(degrees));
    }
}
