package dev.muster.twinservice.setpoint;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** Asks the same of many, a few at a time. */
final class AtOnce<T> {
    private final List<T> asked;
    private final Function<T, CompletionStage<?>> question;
    private final CompletableFuture<Boolean> over = new CompletableFuture<>();
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger open;

    private AtOnce(List<T> asked, Function<T, CompletionStage<?>> question) {
        this.asked = asked;
        this.question = question;
        this.open = new AtomicInteger(asked.size());
    }

    /** Completes when all have answered or failed, or when the time is up; never fails. Those not asked by then never are. */
    static <T> CompletionStage<Boolean> ask(
            List<T> asked, Function<T, CompletionStage<?>> question, int atOnce, Duration within) {
        AtOnce<T> all = new AtOnce<>(asked, question);
        if (asked.isEmpty()) {
            all.over.complete(true);
        }
        for (int i = 0; i < Math.min(atOnce, asked.size()); i++) {
            all.oneAfterTheOther();
        }
        return all.over.completeOnTimeout(false, within.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void oneAfterTheOther() {
        int index = next.getAndIncrement();
        while (index < asked.size() && !over.isDone() && isAnsweredAtOnce(asked.get(index))) {
            index = next.getAndIncrement();
        }
    }

    /** Whoever is second goes on, the answer or the loop: so an answer that is there at once costs no stack. */
    private boolean isAnsweredAtOnce(T one) {
        AtomicBoolean oneIsThere = new AtomicBoolean();
        question.apply(one)
                .whenCompleteAsync(
                        (answer, failure) -> {
                            if (open.decrementAndGet() == 0) {
                                over.complete(true);
                            }
                            if (oneIsThere.getAndSet(true)) {
                                oneAfterTheOther();
                            }
                        },
                        Runnable::run);
        return oneIsThere.getAndSet(true);
    }
}
