package dev.muster.assetmodel.view.memory;

import dev.muster.assetmodel.document.AssetDocument;
import dev.muster.assetmodel.fact.AssetDefinition;
import dev.muster.assetmodel.fact.Recorded;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.HierarchyId;
import dev.muster.assetmodel.view.Asset;
import java.time.Instant;
import java.util.Map;

/**
 * An asset as readers see it.
 *
 * @param groups where it stands now, by hierarchy; empty when retired
 */
record AssetEntry(AssetDocument document, Asset asset, Map<HierarchyId, GroupKey> groups) {
    /** Not yet standing anywhere. */
    static AssetEntry of(AssetDocument document, Instant now) {
        return new AssetEntry(document, asset(document, now), Map.of());
    }

    AssetEntry at(Instant now, Map<HierarchyId, GroupKey> newGroups) {
        return new AssetEntry(document, asset(document, now), newGroups);
    }

    private static Asset asset(AssetDocument document, Instant now) {
        AssetDefinition definition = document.definition()
                .factNearest(now)
                .orElseThrow(() -> new IllegalArgumentException(
                        "Expected a definition of asset %s but its document has none".formatted(document.asset())))
                .value();
        Recorded registered = document.definition().facts().get(0).recorded();
        return new Asset(
                document.asset(),
                definition.name(),
                definition.type(),
                definition.source(),
                definition.limits(),
                definition.attributes(),
                definition.retiredFrom(),
                registered);
    }
}
