package dev.muster.assetmodel.registry.asset;

import static dev.muster.assetmodel.command.ModelReply.Reason.CONFLICT;
import static dev.muster.assetmodel.command.ModelReply.Reason.INVALID;
import static dev.muster.assetmodel.command.ModelReply.Reason.UNKNOWN_REFERENCE;

import dev.muster.assetmodel.command.ModelLimits;
import dev.muster.assetmodel.command.ModelReply.Rejected;
import dev.muster.assetmodel.document.AssetDocument;
import dev.muster.assetmodel.fact.AssetDefinition;
import dev.muster.assetmodel.fact.AssetDetails;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.assetmodel.registry.bucket.References;
import dev.muster.assetmodel.registry.decision.Decider.Occasion;
import dev.muster.assetmodel.registry.decision.FieldRules;
import dev.muster.assetmodel.type.AssetType;
import dev.muster.assetmodel.type.Range;
import dev.muster.assetmodel.type.Signal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What must hold of a definition of an asset; empty when it does. */
final class DescriptionRules {
    private final AssetId asset;
    private final Occasion occasion;

    DescriptionRules(AssetId asset, Occasion occasion) {
        this.asset = asset;
        this.occasion = occasion;
    }

    Optional<Rejected> check(AssetDefinition definition) {
        return FieldRules.name(definition.name())
                .or(() -> FieldRules.attributes(definition.attributes()))
                .or(() -> FieldRules.time("retiredFrom", definition.retiredFrom()))
                .or(() -> details(definition.details()))
                .or(this::count)
                .or(() -> limits(definition, occasion.references()))
                .or(() -> source(definition));
    }

    private Optional<Rejected> details(AssetDetails details) {
        return FieldRules.party("owner", details.owner())
                .or(() -> FieldRules.party("custodian", details.custodian()))
                .or(() -> others("feeds", details.feeds(), ModelLimits.FEEDS_MAX))
                .or(() -> others("predecessors", details.predecessors(), ModelLimits.PREDECESSORS_MAX));
    }

    private Optional<Rejected> others(String field, List<AssetId> others, int limit) {
        if (others.size() > limit) {
            return Optional.of(FieldRules.atMost(field, limit, "assets", others.size()));
        }
        for (AssetId other : others) {
            if (other.equals(asset)) {
                return Optional.of(
                        new Rejected(INVALID, field, "Expected assets other than %s itself".formatted(asset)));
            }
            if (!occasion.references().hasAsset(other)) {
                return Optional.of(
                        new Rejected(UNKNOWN_REFERENCE, field, "Expected known assets but got '%s'".formatted(other)));
            }
        }
        return Optional.empty();
    }

    private Optional<Rejected> count() {
        int assets = occasion.registered().documents().size();
        boolean known =
                occasion.registered().document(AssetDocument.entityKey(asset)).isPresent();
        return !known && assets >= ModelLimits.ASSETS_PER_BUCKET_MAX
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

    /** Who has left service takes no source away from whoever came after it, even when that is told in this order. */
    private Optional<Rejected> source(AssetDefinition definition) {
        Instant retiredFrom = definition.retiredFrom();
        if (retiredFrom != null && !retiredFrom.isAfter(occasion.now())) {
            return Optional.empty();
        }
        SourceId source = definition.source();
        return occasion.references()
                .holderOf(source, occasion.now())
                .filter(holder -> !holder.equals(asset))
                .map(holder -> new Rejected(
                        CONFLICT,
                        "source",
                        "Expected a source that no other asset has but %s speaks for %s".formatted(source, holder)));
    }
}
