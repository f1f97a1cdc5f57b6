package dev.muster.assetmodel.registry.asset;

import static dev.muster.assetmodel.command.ModelReply.Reason.UNKNOWN_REFERENCE;

import dev.muster.assetmodel.command.ModelCommand.PlaceAsset;
import dev.muster.assetmodel.document.AssetDocument;
import dev.muster.assetmodel.registry.decision.Decider;
import dev.muster.assetmodel.registry.decision.Decision;
import java.util.Optional;

/** See {@link PlacementRules}. */
public final class PlaceAssetDecider implements Decider<PlaceAsset> {
    @Override
    public Decision decide(PlaceAsset command, Occasion occasion) {
        Optional<AssetDocument> asset = occasion.registered().asset(command.asset());
        if (asset.isEmpty()) {
            return Decision.reject(
                    UNKNOWN_REFERENCE, "asset", "Expected a known asset but got '%s'".formatted(command.asset()));
        }
        return new PlacementRules(command.asset(), occasion)
                .decide(asset.get().placements(command.placement().hierarchy()), command.placement(), "");
    }
}
