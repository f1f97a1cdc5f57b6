package dev.muster.assetmodel.registry;

import static dev.muster.assetmodel.fact.ModelReply.Reason.UNKNOWN_REFERENCE;

import dev.muster.assetmodel.document.AssetDocument;
import dev.muster.assetmodel.fact.ModelCommand.PlaceAsset;
import java.util.Optional;

/** See {@link PlacementRules}. */
final class PlaceAssetDecider implements Decider<PlaceAsset> {
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
