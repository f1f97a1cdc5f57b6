package dev.muster.assetmodel.fact;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.muster.assetmodel.compact.ArrayMap;
import dev.muster.assetmodel.identity.DeviceId;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.identity.SourceId;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * "This device fills the asset."
 *
 * @param source under which the device sends while it is here; {@code null}: under the asset's own
 * @param counterOffsets what to add to the readings of counters while it is here, in the unit of the signal, so that the
 *     asset's count goes on where the device before it stopped; 0 for those that are left out
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Installation(DeviceId device, @Nullable SourceId source, Map<SignalName, Double> counterOffsets) {
    public Installation {
        Objects.requireNonNull(device, "Expected a device");
        counterOffsets = counterOffsets == null ? Map.of() : ArrayMap.copyOf(counterOffsets);
    }

    public double counterOffset(SignalName signal) {
        return counterOffsets.getOrDefault(signal, 0.0);
    }
}
