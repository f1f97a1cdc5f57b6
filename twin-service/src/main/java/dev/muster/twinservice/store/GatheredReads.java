package dev.muster.twinservice.store;

import dev.muster.assetmodel.identity.AssetId;
import dev.muster.twinservice.latest.StoredLatest;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads together what is asked for while reads are under way. After a restart thousands of groups ask for their members at once, and
 * the members of a group are spread over all partitions of the table: a statement of its own for two or three of them each. And each
 * member is asked for by a group in every hierarchy: while a read has not begun, it is read for all of them. Who asks when nothing is
 * under way does not wait; who asks with others fails with them. Thread-safe.
 */
final class GatheredReads {
    private final Function<Collection<AssetId>, CompletionStage<Map<AssetId, StoredLatest>>> read;
    private final int atOnce;
    private final int assetsMax;
    private final Queue<Gathering> waiting = new ArrayDeque<>();
    /** In which of those that wait an asset is. One that has begun may have missed what was written since. */
    private final Map<AssetId, Gathering> waitingFor = new HashMap<>();

    private @Nullable Gathering last;
    private int underWay;

    /**
     * @param atOnce reads that are under way at a time
     * @param assetsMax one that has so many, or more, takes no further ones
     */
    GatheredReads(
            Function<Collection<AssetId>, CompletionStage<Map<AssetId, StoredLatest>>> read,
            int atOnce,
            int assetsMax) {
        this.read = read;
        this.atOnce = atOnce;
        this.assetsMax = assetsMax;
    }

    private static final class Gathering {
        private final Set<AssetId> assets = new LinkedHashSet<>();
        private final CompletableFuture<Map<AssetId, StoredLatest>> found = new CompletableFuture<>();
    }

    /** What is stored of these assets; those of which nothing is are absent. */
    CompletionStage<Map<AssetId, StoredLatest>> of(Collection<AssetId> assets) {
        Set<Gathering> joined = join(assets);
        startNext();
        CompletableFuture<?>[] all =
                joined.stream().map(gathering -> gathering.found).toArray(CompletableFuture<?>[]::new);
        // On the completing thread: with a common pool of one thread, each plain step would start a thread of its own.
        return CompletableFuture.allOf(all).thenApplyAsync(done -> only(assets, joined), Runnable::run);
    }

    private synchronized Set<Gathering> join(Collection<AssetId> assets) {
        Set<Gathering> joined = new LinkedHashSet<>();
        Gathering open = null;
        for (AssetId asset : assets) {
            Gathering with = waitingFor.get(asset);
            if (with == null) {
                open = open == null ? open() : open;
                open.assets.add(asset);
                waitingFor.put(asset, open);
                with = open;
            }
            joined.add(with);
        }
        return joined;
    }

    private Gathering open() {
        Gathering open = last;
        if (open == null || open.assets.size() >= assetsMax) {
            open = new Gathering();
            waiting.add(open);
            last = open;
        }
        return open;
    }

    private void startNext() {
        Gathering next = next();
        if (next == null) {
            return;
        }
        CompletionStage<Map<AssetId, StoredLatest>> stage;
        try {
            stage = read.apply(next.assets);
        } catch (RuntimeException e) {
            stage = CompletableFuture.failedStage(e);
        }
        stage.whenCompleteAsync(
                (found, failure) -> {
                    ended();
                    startNext();
                    if (failure == null) {
                        next.found.complete(found);
                    } else {
                        next.found.completeExceptionally(failure);
                    }
                },
                Runnable::run);
    }

    private synchronized @Nullable Gathering next() {
        if (underWay == atOnce) {
            return null;
        }
        Gathering next = waiting.poll();
        if (next != null) {
            underWay++;
            next.assets.forEach(waitingFor::remove);
            if (next == last) {
                last = null;
            }
        }
        return next;
    }

    private synchronized void ended() {
        underWay--;
    }

    private static Map<AssetId, StoredLatest> only(Collection<AssetId> assets, Set<Gathering> joined) {
        Map<AssetId, StoredLatest> own = new HashMap<>();
        for (Gathering gathering : joined) {
            Map<AssetId, StoredLatest> found = gathering.found.join();
            for (AssetId asset : assets) {
                StoredLatest stored = found.get(asset);
                if (stored != null) {
                    own.put(asset, stored);
                }
            }
        }
        return own;
    }
}
