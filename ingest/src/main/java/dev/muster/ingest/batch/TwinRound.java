package dev.muster.ingest.batch;

import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.telemetry.Notice;
import dev.muster.ingest.Observation;
import dev.muster.ingest.TwinGateway;
import dev.muster.ingest.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Observations by asset, and the verdicts that the twins have given so far. Each attempt asks only the twins that have not
 * answered. Filled by one thread before the first attempt.
 */
final class TwinRound {
    private final Map<AssetId, AssetBatch> assets = new LinkedHashMap<>();

    /** The observation at {@code position} of the batch. */
    void add(AssetId asset, int position, Observation observation) {
        assets.computeIfAbsent(asset, AssetBatch::new).add(position, observation);
    }

    /** Takes over what another round has for one asset. */
    void add(AssetBatch asset) {
        assets.put(asset.asset, asset);
    }

    Collection<AssetBatch> assets() {
        return assets.values();
    }

    /** Whose twins have not answered. */
    List<AssetBatch> open() {
        List<AssetBatch> open = new ArrayList<>();
        for (AssetBatch asset : assets.values()) {
            if (asset.verdicts == null) {
                open.add(asset);
            }
        }
        return open;
    }

    /** Asks every twin that has not answered; completes when all have, fails with the first failure when all are back. */
    CompletionStage<TwinRound> attempt(TwinGateway twins) {
        List<AssetBatch> open = open();
        if (open.isEmpty()) {
            return CompletableFuture.completedFuture(this);
        }
        Gathering gathering = new Gathering(open.size());
        for (AssetBatch asset : open) {
            ask(twins, asset, gathering);
        }
        return gathering.all;
    }

    private static void ask(TwinGateway twins, AssetBatch asset, Gathering gathering) {
        CompletionStage<List<Verdict>> answer;
        try {
            answer = twins.observe(asset.asset, asset.observations);
        } catch (RuntimeException e) {
            gathering.back(e);
            return;
        }
        answer.whenCompleteAsync(
                (verdicts, failure) -> gathering.back(failure == null ? asset.answered(verdicts) : failure),
                Runnable::run);
    }

    /** What one asset's twin is asked in this batch. */
    static final class AssetBatch {
        private final AssetId asset;
        private final List<Observation> observations = new ArrayList<>(4);
        private int[] positions = new int[4];
        private boolean hasReport;
        private volatile @Nullable List<Verdict> verdicts;
        /** Only of a twin that lets others wait. */
        private @Nullable CompletableFuture<Void> answered;

        AssetBatch(AssetId asset) {
            this.asset = asset;
        }

        private void add(int position, Observation observation) {
            if (observations.size() == positions.length) {
                positions = Arrays.copyOf(positions, positions.length * 2);
            }
            positions[observations.size()] = position;
            observations.add(observation);
            hasReport |= observation.telemetry() instanceof Notice notice
                    && !notice.properties().values().isEmpty();
        }

        private synchronized @Nullable RuntimeException answered(List<Verdict> answer) {
            if (answer.size() != observations.size()) {
                return new IllegalStateException("Expected %d verdicts of asset %s but got %d"
                        .formatted(observations.size(), asset, answer.size()));
            }
            // The first answer stays: a later one is to a repeated question, and says "duplicate" of what was news.
            if (verdicts == null) {
                verdicts = answer;
                if (answered != null) {
                    answered.complete(null);
                }
            }
            return null;
        }

        /** Completes when the twin has answered, never fails. */
        synchronized CompletableFuture<Void> whenAnswered() {
            if (answered == null) {
                answered = new CompletableFuture<>();
                if (verdicts != null) {
                    answered.complete(null);
                }
            }
            return answered;
        }

        /** Of its first record. */
        Instant receivedAt() {
            return observations.get(0).receivedAt();
        }

        AssetId asset() {
            return asset;
        }

        int size() {
            return observations.size();
        }

        /** Whether a device says something of itself here. */
        boolean hasReport() {
            return hasReport;
        }

        /** Where the observation stands in the batch. */
        int position(int index) {
            return positions[index];
        }

        Observation observation(int index) {
            return observations.get(index);
        }

        /** Once the round is complete. */
        Verdict verdict(int index) {
            List<Verdict> all = verdicts;
            if (all == null) {
                throw new IllegalStateException(
                        "Expected the verdicts of asset %s but it has not answered".formatted(asset));
            }
            return all.get(index);
        }
    }

    private final class Gathering {
        private final CompletableFuture<TwinRound> all = new CompletableFuture<>();
        private final AtomicReference<@Nullable Throwable> firstFailure = new AtomicReference<>();
        private final AtomicInteger open;

        Gathering(int asked) {
            open = new AtomicInteger(asked);
        }

        void back(@Nullable Throwable failure) {
            if (failure != null) {
                firstFailure.compareAndSet(null, failure);
            }
            if (open.decrementAndGet() > 0) {
                return;
            }
            Throwable first = firstFailure.get();
            if (first == null) {
                all.complete(TwinRound.this);
            } else {
                all.completeExceptionally(first);
            }
        }
    }
}
