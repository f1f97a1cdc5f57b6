package dev.muster.assetmodel.view.temporal;

import dev.muster.assetmodel.identity.TypeId;
import dev.muster.assetmodel.view.Asset;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which assets are looked for; each part narrows it.
 *
 * @param type {@code null}: any
 * @param attributes each must be there with exactly this value
 * @param text a part of id or name, in whatever case; {@code null}: any
 */
public record AssetFilter(
        @Nullable TypeId type,
        Map<String, String> attributes,
        @Nullable String text) {
    /** Every asset. */
    public static final AssetFilter ALL = new AssetFilter(null, Map.of(), null);

    public AssetFilter {
        attributes = Map.copyOf(attributes);
    }

    /** Whether an asset is one that is looked for; for many assets. */
    public Predicate<Asset> finds() {
        String part = text == null ? null : lower(text);
        return asset -> (type == null || type.equals(asset.type()))
                && attributes.entrySet().stream().allMatch(wanted -> wanted.getValue()
                        .equals(asset.attributes().get(wanted.getKey())))
                && (part == null
                        || lower(asset.id().value()).contains(part)
                        || lower(asset.name()).contains(part));
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
