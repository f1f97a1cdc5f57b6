package dev.muster.loadtest.fleet;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;

/** Where the sun stands; to about a degree, which is what a power plant of this accuracy needs. */
final class Sun {
    private static final double TILT_DEGREES = 23.44;
    private static final double DAYS_PER_YEAR = 365.25;
    private static final int WINTER_SOLSTICE_TO_NEW_YEAR = 10;
    private static final double CLEAR_SKY = 1_000;
    private static final double AIR_MASS_EXPONENT = 1.15;

    private Sun() {}

    /** The sine of its height over the horizon; negative at night. */
    static double sineOfElevation(Place place, Instant at) {
        ZonedDateTime utc = at.atZone(ZoneOffset.UTC);
        double declination = Math.toRadians(-TILT_DEGREES)
                * StrictMath.cos(2 * Math.PI * (utc.getDayOfYear() + WINTER_SOLSTICE_TO_NEW_YEAR) / DAYS_PER_YEAR);
        double solarHour = utc.toLocalTime().toNanoOfDay() / 3.6e12 + place.longitude() / 15;
        double hourAngle = Math.toRadians(15 * (solarHour - 12));
        double latitude = Math.toRadians(place.latitude());
        return StrictMath.sin(latitude) * StrictMath.sin(declination)
                + StrictMath.cos(latitude) * StrictMath.cos(declination) * StrictMath.cos(hourAngle);
    }

    /** Watts per square metre under a clear sky; 0 at night. */
    static double clearSky(Place place, Instant at) {
        double sine = sineOfElevation(place, at);
        return sine <= 0 ? 0 : CLEAR_SKY * StrictMath.pow(sine, AIR_MASS_EXPONENT);
    }
}
