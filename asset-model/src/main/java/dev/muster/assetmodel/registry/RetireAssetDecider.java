package dev.muster.assetmodel.registry;

import static dev.muster.assetmodel.fact.ModelReply.Reason.UNKNOWN_REFERENCE;

import dev.muster.assetmodel.fact.AssetDefinition;
import dev.muster.assetmodel.fact.ModelCommand.RetireAsset;
import dev.muster.assetmodel.fact.ModelEvent.AssetRetired;
import dev.muster.assetmodel.fact.ModelReply.Rejected;
import dev.muster.assetmodel.fact.Validity;
import java.util.Optional;

/** The last word counts: a retirement may be moved, and {@code PutAsset} without one takes it back. */
final class RetireAssetDecider implements Decider<RetireAsset> {
    @Override
    public Decision decide(RetireAsset command, Occasion occasion) {
        Optional<AssetDefinition> current = occasion.registered()
                .asset(command.asset())
                .flatMap(asset -> asset.definition().at(occasion.now()));
        if (current.isEmpty()) {
            return Decision.reject(
                    UNKNOWN_REFERENCE, "asset", "Expected a known asset but got '%s'".formatted(command.asset()));
        }
        Optional<Rejected> rejection = FieldRules.time("from", command.from());
        if (rejection.isPresent()) {
            return new Decision.Reject(rejection.get());
        }
        return command.from().equals(current.get().retiredFrom())
                ? Decision.accept()
                : Decision.accept(new AssetRetired(
                        command.asset(), command.from(), Validity.from(occasion.now()), occasion.recorded()));
    }
}
