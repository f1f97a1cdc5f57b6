package dev.muster.loadtest.client;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Asks again and again until there is an answer: the only way to wait for a system that is seen from outside. */
public final class Poll {
    private static final Duration PAUSE = Duration.ofMillis(100);

    private Poll() {}

    /**
     * The first answer of {@code question}, asked every 100 ms; empty when {@code within} has passed, or the thread was
     * interrupted (which it still is then). What the question throws comes through.
     */
    public static <T> Optional<T> until(Duration within, Supplier<Optional<T>> question) {
        return until(within, PAUSE, question);
    }

    private static <T> Optional<T> until(Duration within, Duration pause, Supplier<Optional<T>> question) {
        long deadline = System.nanoTime() + within.toNanos();
        while (true) {
            Optional<T> answer = question.get();
            if (answer.isPresent()
                    || System.nanoTime() >= deadline
                    || Thread.currentThread().isInterrupted()) {
                return answer;
            }
            LockSupport.parkNanos(pause.toNanos());
        }
    }

    /** Whether {@code condition} came true in time. */
    public static boolean untilTrue(Duration within, Supplier<Boolean> condition) {
        return untilTrue(within, PAUSE, condition);
    }

    /** Likewise, asked after each {@code pause}: where 100 ms are long beside what is waited for. */
    public static boolean untilTrue(Duration within, Duration pause, Supplier<Boolean> condition) {
        return until(within, pause, () -> condition.get() ? Optional.of(true) : Optional.empty())
                .isPresent();
    }
}
