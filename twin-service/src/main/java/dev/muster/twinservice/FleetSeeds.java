package dev.muster.twinservice;

import dev.muster.aggregation.StatusRegister;
import dev.muster.assetmodel.connectivity.Connectivity;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.assetmodel.view.Asset;
import dev.muster.assetmodel.view.ModelView;
import dev.muster.ingest.deadline.Partitioning;
import dev.muster.ingest.deadline.Seed;
import dev.muster.twinservice.latest.LatestStore;
import dev.muster.twinservice.latest.StoredLatest;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Looks through the model for who was last heard when. A node that starts asks for each of its partitions, and each look goes through
 * all assets: so those who wait while one is under way share the next. Thread-safe.
 */
final class FleetSeeds {
    /** Assets looked at in one go. */
    private static final int PAGE_ASSETS = 10_000;

    private final ModelView view;
    private final LatestStore latest;
    private final Clock clock;
    private final Executor executor;
    private final List<Asked> waiting = new ArrayList<>();
    private boolean underWay;

    FleetSeeds(ModelView view, LatestStore latest, Clock clock, Executor executor) {
        this.view = view;
        this.latest = latest;
        this.clock = clock;
        this.executor = executor;
    }

    /** What one partition of so many asked for, and what was found of it. */
    private static final class Asked {
        private final int partition;
        private final int partitions;
        private final Map<SourceId, Seed> seeds = new HashMap<>();
        private final CompletableFuture<Map<SourceId, Seed>> answer = new CompletableFuture<>();

        Asked(int partition, int partitions) {
            this.partition = partition;
            this.partitions = partitions;
        }

        boolean has(SourceId source) {
            return Partitioning.partitionOf(source, partitions) == partition;
        }
    }

    /** A source, and for whom it asked. */
    private record Heard(SourceId source, AssetId asset, Asked by) {}

    /** See {@link dev.muster.ingest.deadline.FleetRegister#seeds}. */
    CompletionStage<Map<SourceId, Seed>> of(int partition, int partitions) {
        Asked asked = new Asked(partition, partitions);
        synchronized (this) {
            waiting.add(asked);
        }
        lookNext();
        return asked.answer;
    }

    private void lookNext() {
        List<Asked> round;
        synchronized (this) {
            if (underWay || waiting.isEmpty()) {
                return;
            }
            underWay = true;
            round = List.copyOf(waiting);
            waiting.clear();
        }
        CompletableFuture.supplyAsync(() -> view.assets(null, PAGE_ASSETS), executor)
                .thenComposeAsync(page -> look(page, round), executor)
                .whenCompleteAsync((done, failure) -> looked(round, failure), executor);
    }

    private void looked(List<Asked> round, @Nullable Throwable failure) {
        synchronized (this) {
            underWay = false;
        }
        lookNext();
        for (Asked asked : round) {
            if (failure == null) {
                asked.answer.complete(asked.seeds);
            } else {
                asked.answer.completeExceptionally(failure);
            }
        }
    }

    private CompletionStage<@Nullable Void> look(List<Asset> page, List<Asked> round) {
        if (page.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        List<Heard> here = heard(page, round);
        AssetId last = page.get(page.size() - 1).id();
        return latest.all(here.stream().map(Heard::asset).toList())
                .thenComposeAsync(
                        found -> {
                            here.forEach(heard -> seed(found.get(heard.asset))
                                    .ifPresent(seed -> heard.by.seeds.put(heard.source, seed)));
                            return look(view.assets(last, PAGE_ASSETS), round);
                        },
                        executor);
    }

    private List<Heard> heard(List<Asset> page, List<Asked> round) {
        List<Heard> heard = new ArrayList<>();
        Instant now = clock.instant();
        for (Asset asset : page) {
            Instant retiredFrom = asset.retiredFrom();
            if (retiredFrom == null || now.isBefore(retiredFrom)) {
                for (SourceId source : sources(asset, now)) {
                    round.stream()
                            .filter(asked -> asked.has(source))
                            .forEach(asked -> heard.add(new Heard(source, asset.id(), asked)));
                }
            }
        }
        return heard;
    }

    /** Whoever may speak for it from now on, unless it speaks for somebody else now and is looked for there. */
    private List<SourceId> sources(Asset asset, Instant now) {
        Set<SourceId> all = view.devices().sourcesOf(asset.id());
        if (all.size() < 2) {
            return List.of(asset.source());
        }
        return all.stream()
                .filter(source ->
                        view.assetOf(source, now).map(asset.id()::equals).orElse(true))
                .toList();
    }

    private Optional<Seed> seed(@Nullable StoredLatest stored) {
        Instant lastSeen = stored == null ? null : stored.lastSeen();
        if (stored == null || lastSeen == null) {
            return Optional.empty();
        }
        return Optional.of(new Seed(lastSeen, isOffline(stored.registers().status(), lastSeen)));
    }

    /** Its twin has noticed the silence that began then, and need not be woken to notice it again. */
    private static boolean isOffline(@Nullable StatusRegister status, Instant lastSeen) {
        if (status == null) {
            return false;
        }
        StatusRegister.Work work = status.work();
        Connectivity connectivity = work == null ? status.connectivity() : work.then();
        Instant since = work == null ? status.since() : work.thenSince();
        return connectivity == Connectivity.OFFLINE && !since.isBefore(lastSeen);
    }
}
