package dev.muster.loadtest.fleet;

import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupId;

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
    public double ratedMegawatts() {
        return ratedKilowatts / 1000.0;
    }
}
