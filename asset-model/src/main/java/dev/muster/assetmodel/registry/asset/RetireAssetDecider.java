package dev.muster.assetmodel.registry.asset;

import static dev.muster.assetmodel.command.ModelReply.Reason.UNKNOWN_REFERENCE;

import dev.muster.assetmodel.command.ModelCommand.RetireAsset;
import dev.muster.assetmodel.command.ModelReply.Rejected;
import dev.muster.assetmodel.document.AssetDocument;
import dev.muster.assetmodel.fact.AssetDefinition;
import dev.muster.assetmodel.fact.Fact;
import dev.muster.assetmodel.fact.ModelEvent;
import dev.muster.assetmodel.fact.ModelEvent.AssetRetired;
import dev.muster.assetmodel.fact.Validity;
import dev.muster.assetmodel.registry.decision.Decider;
import dev.muster.assetmodel.registry.decision.Decision;
import dev.muster.assetmodel.registry.decision.FieldRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The last word counts: a retirement may be moved, and {@code PutAsset} without one takes it back. Every version that the same
 * system gave of the time from now on says it from then on.
 */
public final class RetireAssetDecider implements Decider<RetireAsset> {
    @Override
    public Decision decide(RetireAsset command, Occasion occasion) {
        Optional<AssetDocument> known = occasion.registered().asset(command.asset());
        if (known.isEmpty()) {
            return Decision.reject(
                    UNKNOWN_REFERENCE, "asset", "Expected a known asset but got '%s'".formatted(command.asset()));
        }
        Optional<Rejected> rejection = FieldRules.time("from", command.from());
        if (rejection.isPresent()) {
            return new Decision.Reject(rejection.get());
        }
        Validity fromNow = Validity.from(occasion.now());
        List<ModelEvent> events = new ArrayList<>();
        boolean described = false;
        for (Fact<AssetDefinition> version :
                occasion.own(known.get().definition()).believed()) {
            Validity part = version.validity().intersect(fromNow);
            described |= part != null;
            if (part != null && !command.from().equals(version.value().retiredFrom())) {
                events.add(new AssetRetired(command.asset(), command.from(), part, occasion.recorded()));
            }
        }
        return described ? new Decision.Accept(events) : new Decision.Reject(Undescribed.by(occasion, command.asset()));
    }
}
