package dev.muster.assetmodel.registry;

import static dev.muster.assetmodel.fact.ModelReply.Reason.CONFLICT;
import static dev.muster.assetmodel.fact.ModelReply.Reason.INVALID;
import static dev.muster.assetmodel.fact.ModelReply.Reason.UNKNOWN_REFERENCE;

import dev.muster.assetmodel.document.AssetDocument;
import dev.muster.assetmodel.fact.AssetDefinition;
import dev.muster.assetmodel.fact.ModelCommand.PutAsset;
import dev.muster.assetmodel.fact.ModelEvent;
import dev.muster.assetmodel.fact.ModelEvent.AssetDescribed;
import dev.muster.assetmodel.fact.ModelLimits;
import dev.muster.assetmodel.fact.ModelReply.Rejected;
import dev.muster.assetmodel.fact.Placement;
import dev.muster.assetmodel.fact.Timeline;
import dev.muster.assetmodel.fact.Validity;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.HierarchyId;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.assetmodel.type.AssetType;
import dev.muster.assetmodel.type.Range;
import dev.muster.assetmodel.type.Signal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The first definition of an asset has always been valid, so that samples from before its registration find it; a later
 * one is valid from when it is recorded. Definition and placements are recorded together or not at all.
 */
final class PutAssetDecider implements Decider<PutAsset> {
    @Override
    public Decision decide(PutAsset command, Occasion occasion) {
        Optional<AssetDocument> known = occasion.registered().asset(command.asset());
        Timeline<AssetDefinition> before = known.map(AssetDocument::definition).orElse(Timeline.empty());
        Optional<AssetDefinition> current = before.at(occasion.now());
        AssetDefinition definition = new AssetDefinition(
                command.name(),
                command.type(),
                command.source() == null ? new SourceId(command.asset().value()) : command.source(),
                command.limits(),
                command.attributes(),
                command.retiredFrom());
        List<ModelEvent> events = new ArrayList<>();
        if (!current.equals(Optional.of(definition))) {
            Optional<Rejected> rejection = describable(command, definition, current, occasion);
            if (rejection.isPresent()) {
                return new Decision.Reject(rejection.get());
            }
            Instant validFrom = before.isEmpty() ? Validity.BEGINNING : occasion.now();
            events.add(new AssetDescribed(command.asset(), definition, Validity.from(validFrom), occasion.recorded()));
        }
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

    private static Optional<Rejected> describable(
            PutAsset command, AssetDefinition definition, Optional<AssetDefinition> current, Occasion occasion) {
        return FieldRules.name(definition.name())
                .or(() -> FieldRules.attributes(definition.attributes()))
                .or(() -> FieldRules.time("retiredFrom", definition.retiredFrom()))
                .or(() -> count(current, occasion.registered()))
                .or(() -> limits(definition, occasion.references()))
                .or(() -> source(command.asset(), definition.source(), occasion));
    }

    private static Optional<Rejected> count(Optional<AssetDefinition> current, Registered registered) {
        int assets = registered.documents().size();
        return current.isEmpty() && assets >= ModelLimits.ASSETS_PER_BUCKET_MAX
                ? Optional.of(FieldRules.atMost(
                        "asset", ModelLimits.ASSETS_PER_BUCKET_MAX, "assets at one writer", assets + 1))
                : Optional.empty();
    }

    private static Optional<Rejected> limits(AssetDefinition definition, References references) {
        Optional<AssetType> type = references.type(definition.type());
        if (type.isEmpty()) {
            return Optional.of(new Rejected(
                    UNKNOWN_REFERENCE,
                    "type",
                    "Expected a known asset type but got '%s'".formatted(definition.type())));
        }
        for (Map.Entry<SignalName, Range> limit : definition.limits().entrySet()) {
            String field = "limits." + limit.getKey();
            Optional<Signal> signal = type.get().signal(limit.getKey());
            if (signal.isEmpty()) {
                return Optional.of(new Rejected(
                        UNKNOWN_REFERENCE,
                        field,
                        "Expected limits for signals of type %s only but got some for '%s'"
                                .formatted(definition.type(), limit.getKey())));
            }
            Optional<Rejected> tooWide =
                    signal.get().summed() ? FieldRules.summable(field, limit.getValue()) : Optional.empty();
            if (tooWide.isPresent()) {
                return tooWide;
            }
        }
        return Optional.empty();
    }

    private static Optional<Rejected> source(AssetId asset, SourceId source, Occasion occasion) {
        return occasion.references()
                .holderOf(source, occasion.now())
                .filter(holder -> !holder.equals(asset))
                .map(holder -> new Rejected(
                        CONFLICT,
                        "source",
                        "Expected a source that no other asset has but %s speaks for %s".formatted(source, holder)));
    }
}
