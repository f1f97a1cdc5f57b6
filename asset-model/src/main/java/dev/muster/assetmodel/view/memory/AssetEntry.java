package dev.muster.assetmodel.view.memory;

import dev.muster.assetmodel.document.AssetDocument;
import dev.muster.assetmodel.fact.AssetDefinition;
import dev.muster.assetmodel.fact.Recorded;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.HierarchyId;
import dev.muster.assetmodel.type.ExpectationSchedule.Span;
import dev.muster.assetmodel.view.Asset;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An asset as readers see it.
 *
 * @param groups where it stands now, by hierarchy; empty when retired
 * @param span whether its type's schedule expects it now; {@code null} when it is retired or its type is not known
 */
record AssetEntry(
        AssetDocument document,
        Asset asset,
        Map<HierarchyId, GroupKey> groups,
        @Nullable Span span) {
    /** With another document, and standing where it stood until it is looked at. */
    static AssetEntry of(AssetDocument document, Instant now, @Nullable AssetEntry before) {
        Asset asset = asset(document, now);
        return before == null
                ? new AssetEntry(document, asset, Map.of(), null)
                : new AssetEntry(document, asset, before.groups, before.span);
    }

    static Asset asset(AssetDocument document, Instant now) {
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
