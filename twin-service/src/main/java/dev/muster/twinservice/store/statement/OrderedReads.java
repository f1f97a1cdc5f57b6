package dev.muster.twinservice.store.statement;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads of many partitions, some of them ahead, handed over one after the other in their order. It begins with one read at
 * once and doubles with each answer, so that a page that the first partition fills costs one or two reads.
 *
 * <p>Runs on the threads that complete the reads; the receiver is never called by two at once.
 */
public final class OrderedReads<K, T> {
    private final Iterator<K> keys;
    private final Function<K, CompletionStage<T>> read;
    private final int atOnceMax;
    private final Predicate<T> receiver;
    private final ArrayDeque<CompletableFuture<T>> underWay = new ArrayDeque<>();
    private final CompletableFuture<@Nullable Void> done = new CompletableFuture<>();
    /** How often there was reason to look; who raises it from zero looks, the others leave it to him. */
    private final AtomicInteger reasons = new AtomicInteger();

    private int atOnce = 1;

    private OrderedReads(Iterator<K> keys, Function<K, CompletionStage<T>> read, int atOnceMax, Predicate<T> receiver) {
        this.keys = keys;
        this.read = read;
        this.atOnceMax = atOnceMax;
        this.receiver = receiver;
    }

    /**
     * Completes when every key was read, or the receiver wanted no more; fails with the first failure in order.
     *
     * @param receiver takes one answer after the other and says whether it wants more
     */
    public static <K, T> CompletionStage<@Nullable Void> run(
            Iterable<K> keys, Function<K, CompletionStage<T>> read, int atOnceMax, Predicate<T> receiver) {
        OrderedReads<K, T> reads = new OrderedReads<>(keys.iterator(), read, atOnceMax, receiver);
        reads.look();
        return reads.done;
    }

    private void look() {
        if (reasons.getAndIncrement() > 0) {
            return;
        }
        int seen = 1;
        do {
            try {
                proceed();
            } catch (RuntimeException e) {
                done.completeExceptionally(e instanceof CompletionException && e.getCause() != null ? e.getCause() : e);
            }
            seen = reasons.addAndGet(-seen);
        } while (seen > 0);
    }

    private void proceed() {
        while (!done.isDone()) {
            while (underWay.size() < atOnce && keys.hasNext()) {
                CompletableFuture<T> answer = read.apply(keys.next()).toCompletableFuture();
                underWay.add(answer);
                // A failure is seen when its turn comes.
                var unused = answer.whenComplete((value, failure) -> look());
            }
            CompletableFuture<T> next = underWay.peek();
            if (next == null) {
                done.complete(null);
            } else if (!next.isDone()) {
                return;
            } else {
                underWay.remove();
                atOnce = Math.min(atOnceMax, atOnce * 2);
                if (!receiver.test(next.join())) {
                    done.complete(null);
                }
            }
        }
    }
}
