package dev.muster.twinservice.http.api.model;

import static dev.muster.twinservice.http.Call.required;

import dev.muster.assetmodel.command.ModelCommand.InstallDevice;
import dev.muster.assetmodel.fact.Installation;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.DeviceId;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.twinservice.http.Call;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Body of {@code PUT /v1/assets/{asset}/devices}.
 *
 * @param source {@code null}: the device sends under the asset's own
 * @param counterOffsets by signal
 * @param validFrom when it comes; {@code null}: now
 * @param validTo when it leaves; {@code null}: when another one comes
 */
public record InstallationBody(
        @Nullable DeviceId device,
        @Nullable SourceId source,
        @Nullable Map<String, Double> counterOffsets,
        @Nullable Instant validFrom,
        @Nullable Instant validTo) {
    public InstallDevice command(AssetId asset) {
        return command(asset, "");
    }

    /** {@code at} stands before the names of fields: where in a whole line this one is. */
    InstallDevice command(AssetId asset, String at) {
        DeviceId installed = required(at + "device", device);
        Map<SignalName, Double> offsets = new TreeMap<>();
        if (counterOffsets != null) {
            counterOffsets.forEach((signal, offset) -> offsets.put(
                    Call.id(at + "counterOffsets", signal, SignalName::new),
                    required(at + "counterOffsets." + signal, offset)));
        }
        return new InstallDevice(
                asset, new Installation(installed, source, offsets), ModelBodies.validity(validFrom, validTo, at));
    }
}
