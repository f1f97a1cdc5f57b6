package dev.muster.assetmodel.type;

import dev.muster.assetmodel.type.ExpectationSchedule.Daylight;
import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where something stands, in decimal degrees, north and east positive. Distances are computed with {@link StrictMath},
 * because all nodes have to agree.
 */
public record Place(double latitude, double longitude) {
    /** The mean radius of the Earth, R1 of the IUGG: H. Moritz, Geodetic Reference System 1980, Journal of Geodesy 74, 2000. */
    private static final double EARTH_RADIUS_KM = 6_371.0088;

    /**
     * As the attributes {@value Daylight#LATITUDE} and {@value Daylight#LONGITUDE} say; {@code null} when one of them is
     * missing or is no such number.
     */
    public static @Nullable Place of(Map<String, String> attributes) {
        return of(attributes.get(Daylight.LATITUDE), attributes.get(Daylight.LONGITUDE));
    }

    static @Nullable Place of(@Nullable String latitude, @Nullable String longitude) {
        Double north = degrees(latitude, 90);
        Double east = degrees(longitude, 180);
        return north == null || east == null ? null : new Place(north, east);
    }

    /**
     * Along the great circle, by the haversine formula: R. W. Sinnott, Virtues of the Haversine, Sky and Telescope 68(2),
     * 1984. Good to about half a percent, since the Earth is no sphere, and exact for the shortest distances too.
     */
    public double kmTo(Place other) {
        double north = StrictMath.toRadians(other.latitude - latitude);
        double east = StrictMath.toRadians(other.longitude - longitude);
        double haversine = square(StrictMath.sin(north / 2))
                + StrictMath.cos(StrictMath.toRadians(latitude))
                        * StrictMath.cos(StrictMath.toRadians(other.latitude))
                        * square(StrictMath.sin(east / 2));
        return 2 * EARTH_RADIUS_KM * StrictMath.asin(StrictMath.sqrt(Math.min(1, haversine)));
    }

    private static double square(double value) {
        return value * value;
    }

    private static @Nullable Double degrees(@Nullable String text, int bound) {
        if (text == null) {
            return null;
        }
        try {
            // Stricter than a double's own: no "NaN", no "0x1p3", no "10d".
            double degrees = new BigDecimal(text).doubleValue();
            return Math.abs(degrees) <= bound ? degrees : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
