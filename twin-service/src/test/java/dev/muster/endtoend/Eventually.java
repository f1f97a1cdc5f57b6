package dev.muster.endtoend;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Repeats an assertion until it holds, or fails with its last word when the time is over. */
public final class Eventually {
    private static final long PAUSE_MILLIS = 100;

    private Eventually() {}

    /** Something that throws while it does not hold. */
    @FunctionalInterface
    public interface Check {
        void run() throws Exception;
    }

    /** Returns how long it took. */
    public static Duration holds(Duration within, Check check) {
        long startNanos = System.nanoTime();
        while (true) {
            try {
                check.run();
                return Duration.ofNanos(System.nanoTime() - startNanos);
            } catch (AssertionError | Exception failure) {
                if (System.nanoTime() - startNanos > within.toNanos()) {
                    throw new AssertionError(
                            "Expected to hold within " + within + " but: " + failure.getMessage(), failure);
                }
            }
            pause(PAUSE_MILLIS);
        }
    }

    static void pause(long millis) {
        CompletableFuture.runAsync(() -> {}, CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS))
                .join();
    }
}
