package dev.muster.twinservice.twin;

import dev.muster.aggregation.MemberRegisters;
import dev.muster.aggregation.StatusRegister;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.assetmodel.telemetry.Sample;
import dev.muster.twinservice.latest.StoredLatest;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The tables {@code latest} and {@code history} in memory; each operation can be made to fail for a number of times. */
final class InMemoryTwinStore implements TwinStore {
    final Map<AssetId, MemberRegisters> latest = new ConcurrentHashMap<>();
    final AtomicInteger failingLoads = new AtomicInteger();
    final AtomicInteger failingLookups = new AtomicInteger();
    final AtomicInteger failingPuts = new AtomicInteger();
    final AtomicInteger lookups = new AtomicInteger();

    /** Arrivals that the registers do not tell. */
    final Map<AssetId, Instant> lastSeen = new ConcurrentHashMap<>();

    private final Set<Row> rows = ConcurrentHashMap.newKeySet();

    private record Row(AssetId asset, Instant measuredAt, SourceId source, long sequence) {}

    void write(AssetId asset, Sample sample) {
        rows.add(new Row(asset, sample.measuredAt(), sample.source(), sample.sequence()));
    }

    @Override
    public CompletionStage<Optional<StoredLatest>> one(AssetId asset) {
        return fails(failingLoads)
                ? CompletableFuture.failedStage(new IllegalStateException("Expected a store but it is down"))
                : CompletableFuture.completedStage(Optional.ofNullable(latest.get(asset))
                        .map(found -> new StoredLatest(found, lastSeen.get(asset))));
    }

    @Override
    public CompletionStage<Boolean> exists(AssetId asset, Instant measuredAt, SourceId source, long sequence) {
        lookups.incrementAndGet();
        return fails(failingLookups)
                ? CompletableFuture.failedStage(new IllegalStateException("Expected a store but it is down"))
                : CompletableFuture.completedStage(rows.contains(new Row(asset, measuredAt, source, sequence)));
    }

    @Override
    public CompletionStage<?> putStatus(AssetId asset, StatusRegister status) {
        if (fails(failingPuts)) {
            return CompletableFuture.failedStage(new IllegalStateException("Expected a store but it is down"));
        }
        latest.merge(asset, new MemberRegisters(Map.of(), status), MemberRegisters::merge);
        return CompletableFuture.completedStage(null);
    }

    private static boolean fails(AtomicInteger left) {
        return left.getAndUpdate(n -> Math.max(0, n - 1)) > 0;
    }
}
