package dev.muster.assetmodel.view.temporal.memory;

import dev.muster.assetmodel.compact.AssetIds;
import dev.muster.assetmodel.document.AssetDocument;
import dev.muster.assetmodel.fact.PropertyKind;
import java.util.Map;

/**
 * Of which assets it was ever stated what they are expected or desired to be, believed now or not: whoever looks for mismatches
 * need not look at anybody else. One thread writes, any thread reads.
 */
final class PropertyIndex {
    private final Map<PropertyKind, AssetIds> stated =
            Map.of(PropertyKind.EXPECTED, new AssetIds(), PropertyKind.DESIRED, new AssetIds());

    /** Before the document can be read, so that nothing is missing when it can. */
    void add(AssetDocument document) {
        if (!document.properties().isEmpty()) {
            stated.forEach((kind, assets) -> {
                if (!document.properties(kind).facts().isEmpty()) {
                    assets.add(document.asset());
                }
            });
        }
    }

    /** {@link IllegalArgumentException} for {@code REPORTED}: that is what the others are held against. */
    AssetIds stating(PropertyKind kind) {
        AssetIds assets = stated.get(kind);
        if (assets == null) {
            throw new IllegalArgumentException("Expected properties that are stated but got " + kind);
        }
        return assets;
    }
}
