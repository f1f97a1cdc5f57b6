package dev.muster.twinservice.exchange;

import dev.muster.assetmodel.command.Author;
import dev.muster.assetmodel.command.ModelReply;
import dev.muster.assetmodel.command.ModelReply.Reason;
import dev.muster.assetmodel.document.BucketId;
import dev.muster.assetmodel.exchange.ImportPlanner.Write;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Hands lines to their writers: to all writers at once, to each in order and a portion at a time. */
final class WriteRound {
    /** Lines in one portion; what it holds is journaled at once, and answered together. */
    private static final int PORTION_LINES = 256;
    /** Far below what travels between nodes in one message; a line that is longer goes alone. */
    private static final int PORTION_BYTES = 256 * 1024;

    private static final Duration PAUSE = Duration.ofMillis(500);

    private final ModelBatches batches;
    private final Author by;
    private final Clock clock;
    private final Duration patience;
    private final Executor executor;

    WriteRound(ModelBatches batches, Author by, Clock clock, Duration patience, Executor executor) {
        this.batches = batches;
        this.by = by;
        this.clock = clock;
        this.patience = patience;
        this.executor = executor;
    }

    /**
     * Completes when all are answered, with the highest position of the changelog; -1: there is none. Fails with {@link
     * ImportFailed} when a writer cannot be reached for too long.
     */
    CompletionStage<Long> write(List<Write> writes, BiConsumer<Write, ModelReply> onReply) {
        Map<BucketId, List<List<Write>>> portions = new LinkedHashMap<>();
        writes.forEach(
                write -> add(portions.computeIfAbsent(write.line().bucket(), bucket -> new ArrayList<>()), write));
        CompletionStage<Long> all = CompletableFuture.completedStage(-1L);
        for (List<List<Write>> ofOne : portions.values()) {
            all = all.thenCombine(inTurn(ofOne, onReply), Math::max);
        }
        return all;
    }

    private static void add(List<List<Write>> portions, Write write) {
        List<Write> last = portions.isEmpty() ? List.of() : portions.get(portions.size() - 1);
        int bytes = last.stream().mapToInt(other -> other.line().bytes()).sum();
        if (last.isEmpty()
                || last.size() >= PORTION_LINES
                || bytes + write.line().bytes() > PORTION_BYTES) {
            last = new ArrayList<>();
            portions.add(last);
        }
        last.add(write);
    }

    private CompletionStage<Long> inTurn(List<List<Write>> portions, BiConsumer<Write, ModelReply> onReply) {
        CompletionStage<Long> soFar = CompletableFuture.completedStage(-1L);
        for (List<Write> portion : portions) {
            soFar = soFar.thenComposeAsync(
                    position -> execute(portion, onReply, null).thenApply(more -> Math.max(position, more)), executor);
        }
        return soFar;
    }

    /** @param failingSince {@code null}: not at all so far */
    private CompletionStage<Long> execute(
            List<Write> portion, BiConsumer<Write, ModelReply> onReply, @Nullable Instant failingSince) {
        return batches.execute(
                        portion.stream().map(write -> write.line().commands()).toList(), by)
                .thenComposeAsync(replies -> take(portion, replies, onReply, failingSince), executor);
    }

    private CompletionStage<Long> take(
            List<Write> portion,
            List<ModelReply> replies,
            BiConsumer<Write, ModelReply> onReply,
            @Nullable Instant failingSince) {
        List<Write> again = new ArrayList<>();
        long position = -1;
        String why = "";
        for (int i = 0; i < replies.size(); i++) {
            ModelReply reply = replies.get(i);
            if (reply instanceof ModelReply.Rejected rejected && rejected.reason() == Reason.UNAVAILABLE) {
                again.add(portion.get(i));
                why = rejected.detail();
                continue;
            }
            position = reply instanceof ModelReply.Applied applied ? Math.max(position, applied.position()) : position;
            onReply.accept(portion.get(i), reply);
        }
        if (again.isEmpty()) {
            return CompletableFuture.completedStage(position);
        }
        Instant since = failingSince == null ? clock.instant() : failingSince;
        if (!clock.instant().isBefore(since.plus(patience))) {
            return CompletableFuture.failedStage(new ImportFailed(why));
        }
        long reached = position;
        return CompletableFuture.supplyAsync(
                        () -> again,
                        CompletableFuture.delayedExecutor(PAUSE.toMillis(), TimeUnit.MILLISECONDS, executor))
                .thenCompose(rest -> execute(rest, onReply, since))
                .thenApply(more -> Math.max(reached, more));
    }
}
