package dev.muster.assetmodel.view.memory;

import dev.muster.assetmodel.document.AssetDocument;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.HierarchyId;
import dev.muster.assetmodel.type.ExpectationSchedule.Span;
import dev.muster.assetmodel.view.Asset;
import dev.muster.assetmodel.view.temporal.Moment;
import dev.muster.assetmodel.view.temporal.memory.Retirement;
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
        Map<HierarchyId, GroupKey> groups,
        @Nullable Span span) {
    /** With another document, and standing where it stood until it is looked at. */
    static AssetEntry of(AssetDocument document, @Nullable AssetEntry before) {
        return before == null
                ? new AssetEntry(document, Map.of(), null)
                : new AssetEntry(document, before.groups, before.span);
    }

    /** What is known of it at {@code now}: made when somebody asks, for a million of them would lie idle. */
    Asset asset(Instant now) {
        return asset(document, now);
    }

    static Asset asset(AssetDocument document, Instant now) {
        Asset asset = Retirement.asset(document, Moment.at(now));
        if (asset == null) {
            throw new IllegalArgumentException(
                    "Expected a definition of asset %s but its document has none".formatted(document.asset()));
        }
        return asset;
    }
}
