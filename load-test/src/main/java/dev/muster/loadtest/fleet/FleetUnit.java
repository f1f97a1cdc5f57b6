package dev.muster.loadtest.fleet;

import dev.muster.assetmodel.fact.Properties;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupId;
import java.util.Locale;
import java.util.Map;

/**
 * One unit of the simulated fleet.
 *
 * @param ratedKilowatts most that it gives, or takes
 * @param seed of everything in which it differs from its neighbours
 */
public record FleetUnit(
        AssetId id,
        String name,
        Technology technology,
        Region region,
        GroupId site,
        Place place,
        long ratedKilowatts,
        long seed) {
    public static final String FIRMWARE = "firmware";
    public static final String RATED_POWER = "ratedPower";

    public double ratedMegawatts() {
        return ratedKilowatts / 1000.0;
    }

    /** What was ordered: firmware, and the rated power in MW. */
    public Properties ordered() {
        String firmware =
                switch (technology) {
                    case WIND -> "4.2";
                    case SOLAR -> "2.10";
                    case BATTERY -> "1.7";
                    case METER -> "9.0";
                };
        return new Properties(
                Map.of(FIRMWARE, firmware, RATED_POWER, String.format(Locale.ROOT, "%.3f", ratedMegawatts())));
    }
}
