package dev.muster.assetmodel.view.temporal.memory;

import dev.muster.assetmodel.view.Asset;
import dev.muster.assetmodel.view.temporal.AssetFilter;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An {@link AssetFilter} at work. */
final class Search {
    private final AssetFilter filter;
    private final @Nullable String text;

    Search(AssetFilter filter) {
        this.filter = filter;
        this.text = filter.text() == null ? null : lower(filter.text());
    }

    boolean finds(Asset asset) {
        if (filter.type() != null && !filter.type().equals(asset.type())) {
            return false;
        }
        for (Map.Entry<String, String> attribute : filter.attributes().entrySet()) {
            if (!attribute.getValue().equals(asset.attributes().get(attribute.getKey()))) {
                return false;
            }
        }
        return text == null
                || lower(asset.id().value()).contains(text)
                || lower(asset.name()).contains(text);
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
