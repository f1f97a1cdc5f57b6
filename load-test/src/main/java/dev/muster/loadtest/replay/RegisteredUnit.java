package dev.muster.loadtest.replay;

import dev.muster.assetmodel.identity.AssetId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One unit as the register has it.
 *
 * @param technology blank: the register does not say
 * @param load whether the register dispatches it as a load
 * @param capacityMegawatts {@code null}: the register does not say
 */
record RegisteredUnit(
        AssetId id,
        String name,
        String station,
        String stationName,
        String network,
        String region,
        String technology,
        boolean load,
        boolean operating,
        @Nullable Double capacityMegawatts,
        String latitude,
        String longitude) {
    Optional<Double> capacity() {
        return Optional.ofNullable(capacityMegawatts);
    }
}
