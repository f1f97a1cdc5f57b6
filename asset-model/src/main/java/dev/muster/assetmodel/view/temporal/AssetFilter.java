package dev.muster.assetmodel.view.temporal;

import dev.muster.assetmodel.identity.TypeId;
import java.util.Map;
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
}
