package dev.muster.twinservice.twin;

import akka.actor.typed.ActorRef;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.telemetry.Sample;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Asks history about the undecided samples of a batch, a bounded number at a time. */
final class HistoryLookup {
    /**
     * It has spoken about a batch.
     *
     * @param failure {@code null}: none
     */
    record Spoken(
            Judgement judgement,
            @Nullable BitSet rowsExist,
            @Nullable Throwable failure,
            ActorRef<AssetTwin.ObserveReply> replyTo)
            implements AssetTwin.Own {
        AssetTwin.ObserveReply reply(TwinLogic logic) {
            if (rowsExist != null) {
                return new AssetTwin.Judged(logic.settle(judgement, rowsExist));
            }
            logic.forget(judgement);
            return new AssetTwin.Unjudged("Expected history to be readable but " + failure);
        }
    }

    private final TwinStore store;
    private final int lanes;

    HistoryLookup(TwinStore store, int lanes) {
        this.store = store;
        this.lanes = lanes;
    }

    /** One bit per sample, in their order: set when history has its row. Fails if one read fails. */
    CompletionStage<BitSet> rowsExist(AssetId asset, List<Sample> samples) {
        boolean[] exist = new boolean[samples.size()];
        CompletableFuture<?>[] done = new CompletableFuture<?>[Math.min(lanes, exist.length)];
        for (int lane = 0; lane < done.length; lane++) {
            CompletableFuture<?> last = CompletableFuture.completedFuture(null);
            for (int i = lane; i < exist.length; i += lanes) {
                int index = i;
                last = last.thenComposeAsync(
                        before -> rowExists(asset, samples.get(index))
                                .thenAcceptAsync(found -> exist[index] = found, Runnable::run),
                        Runnable::run);
            }
            done[lane] = last;
        }
        return CompletableFuture.allOf(done).thenApplyAsync(all -> bits(exist), Runnable::run);
    }

    private CompletionStage<Boolean> rowExists(AssetId asset, Sample sample) {
        return store.exists(asset, sample.measuredAt(), sample.source(), sample.sequence());
    }

    private static BitSet bits(boolean[] flags) {
        BitSet bits = new BitSet(flags.length);
        for (int i = 0; i < flags.length; i++) {
            bits.set(i, flags[i]);
        }
        return bits;
    }
}
