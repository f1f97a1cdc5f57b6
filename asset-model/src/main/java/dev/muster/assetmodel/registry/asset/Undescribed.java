package dev.muster.assetmodel.registry.asset;

import static dev.muster.assetmodel.command.ModelReply.Reason.CONFLICT;

import dev.muster.assetmodel.command.ModelReply.Rejected;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.SystemId;
import dev.muster.assetmodel.registry.decision.Decider.Occasion;

/** The refusal to change what a system says of an asset where it says nothing: only others describe it. */
final class Undescribed {
    private Undescribed() {}

    static Rejected by(Occasion occasion, AssetId asset) {
        SystemId system = occasion.recorded().system();
        return new Rejected(
                CONFLICT,
                "system",
                "Expected a system that describes asset %s but %s says nothing of it for that time: put the asset first"
                        .formatted(asset, system == null ? SystemId.MANUAL : system));
    }
}
