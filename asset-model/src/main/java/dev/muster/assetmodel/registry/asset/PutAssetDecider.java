package dev.muster.assetmodel.registry.asset;

import static dev.muster.assetmodel.command.ModelReply.Reason.INVALID;

import dev.muster.assetmodel.command.ModelCommand.PutAsset;
import dev.muster.assetmodel.command.ModelReply.Rejected;
import dev.muster.assetmodel.document.AssetDocument;
import dev.muster.assetmodel.fact.AssetDefinition;
import dev.muster.assetmodel.fact.ModelEvent;
import dev.muster.assetmodel.fact.ModelEvent.AssetDescribed;
import dev.muster.assetmodel.fact.Placement;
import dev.muster.assetmodel.fact.Timeline;
import dev.muster.assetmodel.fact.Validity;
import dev.muster.assetmodel.identity.HierarchyId;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.assetmodel.registry.decision.Change;
import dev.muster.assetmodel.registry.decision.Decider;
import dev.muster.assetmodel.registry.decision.Decision;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The first definition of an asset has always been valid, so that samples from before its registration find it, and a later
 * one is valid from when it is recorded, unless the command says of which time it is. Definition and placements are recorded
 * together or not at all.
 */
public final class PutAssetDecider implements Decider<PutAsset> {
    @Override
    public Decision decide(PutAsset command, Occasion occasion) {
        Optional<AssetDocument> known = occasion.registered().asset(command.asset());
        Timeline<AssetDefinition> own =
                occasion.own(known.map(AssetDocument::definition).orElse(Timeline.empty()));
        List<ModelEvent> events = new ArrayList<>();
        Decision described = describe(command, own, occasion);
        if (!(described instanceof Decision.Accept definition)) {
            return described;
        }
        events.addAll(definition.events());
        Set<HierarchyId> placed = new HashSet<>();
        for (Placement placement : command.placements()) {
            String field = "placements." + placement.hierarchy();
            if (!placed.add(placement.hierarchy())) {
                return Decision.reject(
                        INVALID, field, "Expected one placement per hierarchy but got two in " + placement.hierarchy());
            }
            Decision decision = new PlacementRules(command.asset(), occasion)
                    .decide(
                            known.map(asset -> asset.placements(placement.hierarchy()))
                                    .orElse(Timeline.empty()),
                            placement,
                            field + ".");
            if (decision instanceof Decision.Accept accept) {
                events.addAll(accept.events());
            } else {
                return decision;
            }
        }
        return new Decision.Accept(events);
    }

    private static Decision describe(PutAsset command, Timeline<AssetDefinition> own, Occasion occasion) {
        AssetDefinition definition = new AssetDefinition(
                command.name(),
                command.type(),
                command.source() == null ? new SourceId(command.asset().value()) : command.source(),
                command.limits(),
                command.attributes(),
                command.retiredFrom(),
                command.details());
        if (command.validity() == null && own.at(occasion.now()).equals(Optional.of(definition))) {
            return Decision.accept();
        }
        Optional<Rejected> rejection = new DescriptionRules(command.asset(), occasion).check(definition);
        if (rejection.isPresent()) {
            return new Decision.Reject(rejection.get());
        }
        Instant from = own.isEmpty() ? Validity.BEGINNING : occasion.now();
        return Change.of(definition, command.validity(), from)
                .decide(
                        own,
                        validity -> new AssetDescribed(command.asset(), definition, validity, occasion.recorded()));
    }
}
