package dev.muster.ingest.batch;

import dev.muster.assetmodel.identity.AssetId;
import dev.muster.ingest.IngestSettings.Patience;
import dev.muster.ingest.TwinGateway;
import dev.muster.ingest.batch.TwinRound.AssetBatch;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Asks the twins of batch after batch, so that one that does not answer holds up its own asset and no other: after some patience it
 * is left behind, asked on in the background, and what comes next for its asset queues behind that. A store that is away keeps twins
 * from waking and from recording transitions; all others go on. Bounded: when too many are left behind, batches wait as well.
 *
 * <p>{@link #ask} is called by one thread at a time; answers come from any.
 */
final class TwinQueues {
    private final TwinGateway twins;
    private final Availability port;
    private final PortRetry retry;
    private final Timers timers;
    private final Patience patience;
    /** The last batch of each asset whose twin lets others wait. */
    private final Map<AssetId, AssetBatch> behind = new ConcurrentHashMap<>();

    private final Set<AssetBatch> unanswered = ConcurrentHashMap.newKeySet();

    TwinQueues(TwinGateway twins, Availability port, PortRetry retry, Timers timers, Patience patience) {
        this.twins = twins;
        this.port = port;
        this.retry = retry;
        this.timers = timers;
        this.patience = patience;
    }

    /**
     * What becomes of a round.
     *
     * @param passed every twin has answered or was left behind: the next batch may be asked
     * @param answered every twin has answered
     */
    record Asked(CompletableFuture<?> passed, CompletableFuture<?> answered) {}

    Asked ask(TwinRound round) {
        TwinRound now = new TwinRound();
        List<CompletableFuture<?>> parts = new ArrayList<>(1);
        for (AssetBatch asset : round.assets()) {
            AssetBatch before = behind.get(asset.asset());
            if (before == null) {
                now.add(asset);
            } else {
                leaveBehind(asset);
                parts.add(before.whenAnswered().thenCompose(turn -> askOne(asset)));
            }
        }
        CompletableFuture<TwinRound> asked = untilAnswered(now);
        parts.add(asked);
        CompletableFuture<?> all =
                parts.size() == 1 ? asked : CompletableFuture.allOf(parts.toArray(CompletableFuture[]::new));
        return new Asked(passed(now, asked), all);
    }

    /** Arrival of the first record that has not reached its twin though later ones of others have; {@code null}: none. */
    @Nullable
    Instant oldestUnanswered() {
        return unanswered.stream()
                .map(AssetBatch::receivedAt)
                .min(Instant::compareTo)
                .orElse(null);
    }

    private CompletableFuture<?> passed(TwinRound now, CompletableFuture<TwinRound> asked) {
        if (asked.isDone()) {
            return asked;
        }
        CompletableFuture<Void> passed = new CompletableFuture<>();
        Timers.Timer timer = timers.once(patience.twins(), () -> leaveOpenBehind(now, passed));
        asked.whenComplete((round, failure) -> {
            timer.cancel();
            if (failure == null) {
                passed.complete(null);
            } else {
                passed.completeExceptionally(failure);
            }
        });
        return passed;
    }

    private void leaveOpenBehind(TwinRound now, CompletableFuture<Void> passed) {
        List<AssetBatch> open = now.open();
        if (behind.size() + open.size() <= patience.leftBehindMax()) {
            open.forEach(this::leaveBehind);
            passed.complete(null);
        } else if (!passed.isDone()) {
            timers.once(patience.twins(), () -> leaveOpenBehind(now, passed));
        }
    }

    private void leaveBehind(AssetBatch asset) {
        behind.put(asset.asset(), asset);
        unanswered.add(asset);
        asset.whenAnswered().thenRun(() -> {
            unanswered.remove(asset);
            behind.remove(asset.asset(), asset);
        });
    }

    private CompletableFuture<TwinRound> askOne(AssetBatch asset) {
        TwinRound one = new TwinRound();
        one.add(asset);
        return untilAnswered(one);
    }

    private CompletableFuture<TwinRound> untilAnswered(TwinRound round) {
        return retry.untilAnswered(port, () -> round.attempt(twins));
    }
}
