package dev.muster.ingest.deadline;

import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.SourceId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Expects what a test says; asset and source have the same id. */
final class FakeFleet implements FleetRegister {
    final Map<SourceId, Terms> terms = new HashMap<>();

    /** Partitions that stored arrivals were asked for. */
    final List<Integer> seedsAsked = new ArrayList<>();

    Supplier<CompletionStage<Map<SourceId, Seed>>> seeds = () -> CompletableFuture.completedFuture(Map.of());
    final List<Sighting> newSources = new ArrayList<>();
    long revision;

    /** How often {@link #termsOf} answers still; then nobody is expected. */
    int answersLeft = Integer.MAX_VALUE;

    /** The model changes: {@code source} is always expected. */
    void expect(SourceId source, Duration offlineAfter) {
        schedule(source, offlineAfter, Instant.MIN);
        revision++;
    }

    /** Time passes: {@code source} is expected since. The model does not change. */
    void schedule(SourceId source, Duration offlineAfter, Instant expectedFrom) {
        terms.put(source, new Terms(new AssetId(source.value()), offlineAfter, expectedFrom));
    }

    @Override
    public long revision() {
        return revision;
    }

    @Override
    public Optional<Terms> termsOf(SourceId source) {
        return answersLeft-- > 0 ? Optional.ofNullable(terms.get(source)) : Optional.empty();
    }

    @Override
    public CompletionStage<Map<SourceId, Seed>> seeds(int partition, int partitions) {
        seedsAsked.add(partition);
        return seeds.get();
    }

    @Override
    public long newSourceCount() {
        return newSources.size();
    }

    @Override
    public List<Sighting> newSources(long first) {
        return newSources.subList((int) first, newSources.size());
    }
}
