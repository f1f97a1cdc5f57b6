package dev.muster.twinservice;

import dev.muster.aggregation.StatusRegister;
import dev.muster.assetmodel.connectivity.Connectivity;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.assetmodel.view.Asset;
import dev.muster.assetmodel.view.ModelView;
import dev.muster.ingest.deadline.FleetRegister;
import dev.muster.ingest.deadline.Partitioning;
import dev.muster.ingest.deadline.Seed;
import dev.muster.ingest.deadline.Sighting;
import dev.muster.ingest.deadline.Terms;
import dev.muster.twinservice.latest.LatestStore;
import dev.muster.twinservice.latest.StoredLatest;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Plugs the watch over silence into this node's view of the model, and into the table of latest values. */
record ModelFleet(ModelView view, LatestStore latest, Clock clock, Executor executor) implements FleetRegister {
    /** Assets looked at in one go; of those only the share of one partition is read from the store. */
    private static final int PAGE_ASSETS = 10_000;

    private static final long NO_RECORD = -1;

    @Override
    public long revision() {
        return view.position();
    }

    @Override
    public Optional<Terms> termsOf(SourceId source) {
        Instant now = clock.instant();
        // Only who speaks now is waited for: not a device that left, nor one that comes tomorrow.
        return view.assetOf(source, now).flatMap(view::asset).flatMap(asset -> terms(asset, now));
    }

    private Optional<Terms> terms(Asset asset, Instant now) {
        return view.expectedSince(asset.id()).flatMap(since -> view.type(asset.type())
                .map(type -> new Terms(
                        asset.id(),
                        type.offlineAfter(),
                        later(since, view.devices().speaksSince(asset.id(), now)))));
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    @Override
    public long newSourceCount() {
        return view.devices().newSourceCount();
    }

    @Override
    public List<Sighting> newSources(long first) {
        return view.devices().newSources(first).stream()
                .map(came -> new Sighting(came.asset(), came.source(), came.recordedAt(), NO_RECORD))
                .toList();
    }

    @Override
    public CompletionStage<Map<SourceId, Seed>> seeds(int partition, int partitions) {
        Map<SourceId, Seed> seeds = new HashMap<>();
        return CompletableFuture.supplyAsync(() -> view.assets(null, PAGE_ASSETS), executor)
                .thenComposeAsync(page -> seeds(page, partition, partitions, seeds), executor);
    }

    private CompletionStage<Map<SourceId, Seed>> seeds(
            List<Asset> page, int partition, int partitions, Map<SourceId, Seed> seeds) {
        if (page.isEmpty()) {
            return CompletableFuture.completedFuture(seeds);
        }
        Map<SourceId, AssetId> here = new HashMap<>();
        Instant now = clock.instant();
        for (Asset asset : page) {
            Instant retiredFrom = asset.retiredFrom();
            if (retiredFrom == null || now.isBefore(retiredFrom)) {
                for (SourceId source : sources(asset, now)) {
                    if (Partitioning.partitionOf(source, partitions) == partition) {
                        here.put(source, asset.id());
                    }
                }
            }
        }
        AssetId last = page.get(page.size() - 1).id();
        return latest.all(Set.copyOf(here.values()))
                .thenComposeAsync(
                        found -> {
                            here.forEach((source, asset) ->
                                    seed(found.get(asset)).ifPresent(seed -> seeds.put(source, seed)));
                            return seeds(view.assets(last, PAGE_ASSETS), partition, partitions, seeds);
                        },
                        executor);
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
