package dev.muster.twinservice.http.api.live;

import dev.muster.aggregation.AggregateReply;
import dev.muster.assetmodel.identity.GroupKey;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Asks the same of many groups, some at a time, for a limited time. A group that is slow keeps its place only for a moment,
 * so that some that are silent do not keep the others from being asked; its answer counts all the same. For one poll.
 */
final class GroupQuestions {
    /** Enough to keep the aggregators of some nodes busy, few enough that telemetry does not feel it. */
    static final int AT_ONCE = 16;

    private static final Duration PLACE_KEPT = Duration.ofMillis(100);

    private final Function<GroupKey, CompletionStage<AggregateReply>> question;
    private final Map<GroupKey, AggregateReply> answers = new ConcurrentHashMap<>();
    private final CompletableFuture<Boolean> over = new CompletableFuture<>();
    private final AtomicInteger unanswered;

    // Guarded by this.
    private final Iterator<GroupKey> groups;

    GroupQuestions(List<GroupKey> groups, Function<GroupKey, CompletionStage<AggregateReply>> question) {
        this.groups = groups.iterator();
        this.question = question;
        this.unanswered = new AtomicInteger(groups.size());
    }

    /** The answers that came in time. */
    CompletionStage<Map<GroupKey, AggregateReply>> ask(Duration within) {
        CompletionStage<Map<GroupKey, AggregateReply>> answered = over.completeOnTimeout(
                        true, within.toMillis(), TimeUnit.MILLISECONDS)
                .thenApplyAsync(done -> Map.copyOf(answers), Runnable::run);
        if (unanswered.get() == 0) {
            over.complete(true);
        }
        for (int i = 0; i < AT_ONCE; i++) {
            askOneAfterTheOther();
        }
        return answered;
    }

    private void askOneAfterTheOther() {
        GroupKey group = next();
        while (group != null && hasLeftItsPlace(group)) {
            group = next();
        }
    }

    /** Whoever is second goes on, the answer or the loop: so an answer that is there at once costs no stack. */
    private boolean hasLeftItsPlace(GroupKey group) {
        AtomicBoolean oneIsThere = new AtomicBoolean();
        CompletionStage<AggregateReply> answer = question.apply(group);
        answer.whenCompleteAsync((reply, failure) -> take(group, reply), Runnable::run);
        CompletionStage<Boolean> left = answer.handleAsync((reply, failure) -> true, Runnable::run)
                .toCompletableFuture()
                .completeOnTimeout(true, PLACE_KEPT.toMillis(), TimeUnit.MILLISECONDS);
        left.thenRunAsync(
                () -> {
                    if (oneIsThere.getAndSet(true)) {
                        askOneAfterTheOther();
                    }
                },
                Runnable::run);
        return oneIsThere.getAndSet(true);
    }

    private synchronized @Nullable GroupKey next() {
        return !over.isDone() && groups.hasNext() ? groups.next() : null;
    }

    /** @param reply {@code null}: the question failed */
    private void take(GroupKey group, @Nullable AggregateReply reply) {
        if (reply != null) {
            answers.put(group, reply);
        }
        if (unanswered.decrementAndGet() == 0) {
            over.complete(true);
        }
    }
}
