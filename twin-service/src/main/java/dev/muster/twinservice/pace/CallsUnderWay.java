package dev.muster.twinservice.pace;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;

/**
 * Calls that whoever is impatient repeats while they are under way: the repetition gets the answer that is on its way already. Without
 * it, a call that waits for its turn would wait several times, and take as many turns. Calls must end by themselves. Thread-safe.
 *
 * @param <K> whom a call is to
 * @param <I> what it says; the same instance is the same call
 */
public final class CallsUnderWay<K, I, T> {
    private final ConcurrentMap<K, Call<I, T>> underWay = new ConcurrentHashMap<>();

    private record Call<I, T>(I input, CompletionStage<T> answer) {}

    /** The answer to {@code input}, asked for by {@code call} unless it was already and no answer has come. */
    @SuppressWarnings(
            "ReferenceEquality") // Equal inputs of two callers are two calls, and comparing instances costs nothing.
    public CompletionStage<T> run(K to, I input, Supplier<CompletionStage<T>> call) {
        Call<I, T> before = underWay.get(to);
        if (before != null && before.input == input) {
            return before.answer;
        }
        Call<I, T> now = new Call<>(input, call.get());
        underWay.put(to, now);
        // On the completing thread: with a common pool of one thread, each plain step would start a thread of its own.
        return now.answer.whenCompleteAsync((answer, failure) -> underWay.remove(to, now), Runnable::run);
    }
}
