package dev.muster.assetmodel.compact;

import dev.muster.assetmodel.identity.AssetId;
import java.util.Iterator;
import java.util.Objects;
import java.util.Spliterators;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Values by asset: found by hash, which is asked for several times per sample, and walked in the order of ids. A sorted map finds
 * one of a million by twenty comparisons of texts, each of which waits for memory. Nothing is ever taken out.
 *
 * <p>One thread writes, any thread reads; a walk meets every asset that was there when it began.
 */
public final class AssetMap<V> {
    private final ConcurrentMap<AssetId, V> byId = new ConcurrentHashMap<>();
    private final AssetIds ids = new AssetIds();

    public @Nullable V get(AssetId asset) {
        return byId.get(asset);
    }

    public void put(AssetId asset, V value) {
        // First what walks look up.
        if (byId.put(asset, value) == null) {
            ids.add(asset);
        }
    }

    public int size() {
        return byId.size();
    }

    /** In their order. */
    public Iterable<AssetId> ids() {
        return () -> ids.behind(null);
    }

    /** In the order of ids, those that sort behind {@code after}; {@code null}: all. */
    public Stream<V> behind(@Nullable AssetId after) {
        Iterator<AssetId> behind = ids.behind(after);
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(behind, 0), false)
                .map(asset -> Objects.requireNonNull(byId.get(asset)));
    }
}
