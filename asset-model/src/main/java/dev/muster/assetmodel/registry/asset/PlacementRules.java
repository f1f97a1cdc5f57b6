package dev.muster.assetmodel.registry.asset;

import static dev.muster.assetmodel.command.ModelReply.Reason.INVALID;
import static dev.muster.assetmodel.command.ModelReply.Reason.UNKNOWN_REFERENCE;

import dev.muster.assetmodel.command.ModelReply.Rejected;
import dev.muster.assetmodel.fact.ModelEvent.AssetPlaced;
import dev.muster.assetmodel.fact.Placement;
import dev.muster.assetmodel.fact.Timeline;
import dev.muster.assetmodel.fact.TimelineChange;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.registry.decision.Change;
import dev.muster.assetmodel.registry.decision.Decider.Occasion;
import dev.muster.assetmodel.registry.decision.Decision;
import java.time.Instant;
import java.util.Optional;

/**
 * Decides one placement of an asset; times follow {@link TimelineChange}. The group must be known, but need not be in force
 * all the time: meanwhile the asset is shown as unplaced. Placed at the root is placed.
 */
final class PlacementRules {
    private final AssetId asset;
    private final Occasion occasion;

    PlacementRules(AssetId asset, Occasion occasion) {
        this.asset = asset;
        this.occasion = occasion;
    }

    /** At most one event. {@code prefix} is put before the names of fields. */
    Decision decide(Timeline<GroupId> before, Placement placement, String prefix) {
        Optional<Rejected> rejection = references(placement, prefix);
        if (rejection.isPresent()) {
            return new Decision.Reject(rejection.get());
        }
        Instant from = placement.validFrom() == null ? occasion.now() : placement.validFrom();
        return new Change<>(placement.group(), from, placement.validTo(), prefix)
                .decide(
                        occasion.own(before),
                        validity -> new AssetPlaced(
                                asset, placement.hierarchy(), placement.group(), validity, occasion.recorded()));
    }

    private Optional<Rejected> references(Placement placement, String prefix) {
        if (!occasion.references().hasHierarchy(placement.hierarchy())) {
            return Optional.of(new Rejected(
                    UNKNOWN_REFERENCE,
                    prefix + "hierarchy",
                    "Expected a known hierarchy but got '%s'".formatted(placement.hierarchy())));
        }
        if (placement.group().equals(GroupKey.UNPLACED)) {
            return Optional.of(new Rejected(
                    INVALID,
                    prefix + "group",
                    "Expected a group of the tree but got unplaced, where assets stand that nobody placed"));
        }
        boolean known = placement.group().equals(GroupKey.ROOT)
                || occasion.references().hasGroup(new GroupKey(placement.hierarchy(), placement.group()));
        return known
                ? Optional.empty()
                : Optional.of(new Rejected(
                        UNKNOWN_REFERENCE,
                        prefix + "group",
                        "Expected a known group of hierarchy %s but got '%s'"
                                .formatted(placement.hierarchy(), placement.group())));
    }
}
