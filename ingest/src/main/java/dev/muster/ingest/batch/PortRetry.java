package dev.muster.ingest.batch;

import dev.muster.ingest.IngestSettings.Retrying;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Asks a port until it answers: an attempt that fails, or has no answer in time, is followed by another after a growing
 * wait, until {@link #stop()}. Never gives up by itself, because giving up would lose a record or stop the stream; Kafka
 * keeps what comes meanwhile.
 *
 * <p>The answer of an attempt that had been given up still counts when it comes first. Thread-safe.
 */
public final class PortRetry {
    private final Retrying retrying;
    private final Timers timers;
    private final RandomGenerator random;
    private final Progress progress;
    private final Set<Call<?>> calls = ConcurrentHashMap.newKeySet();
    private volatile boolean stopped;

    public PortRetry(Retrying retrying, Timers timers, RandomGenerator random, Progress progress) {
        this.retrying = retrying;
        this.timers = timers;
        this.random = random;
        this.progress = progress;
    }

    /** Completes with the first answer; fails with {@link CancellationException} after {@link #stop()}, and with nothing else. */
    public <T> CompletableFuture<T> untilAnswered(Availability port, Supplier<? extends CompletionStage<T>> attempt) {
        Call<T> call = new Call<>(port, attempt);
        calls.add(call);
        call.attempt();
        return call.answer;
    }

    /** Ends every call, those waiting and those to come. */
    public void stop() {
        stopped = true;
        calls.forEach(Call::cancel);
    }

    private final class Call<T> {
        private final Availability port;
        private final Supplier<? extends CompletionStage<T>> attempt;
        private final CompletableFuture<T> answer = new CompletableFuture<>();
        private int attempts;
        private boolean attemptPending;
        private boolean saidAway;
        private Timers.@Nullable Timer timer;

        Call(Availability port, Supplier<? extends CompletionStage<T>> attempt) {
            this.port = port;
            this.attempt = attempt;
        }

        void attempt() {
            if (stopped) {
                cancel();
                return;
            }
            int number;
            synchronized (this) {
                if (answer.isDone()) {
                    return;
                }
                number = ++attempts;
                attemptPending = true;
                timer = timers.once(retrying.attemptTimeout(), () -> failed(number, noAnswer()));
            }
            progress.moved();
            CompletionStage<T> stage;
            try {
                stage = attempt.get();
            } catch (RuntimeException e) {
                failed(number, e);
                return;
            }
            // Async on the completing thread: stages of an ask start a thread per step otherwise.
            stage.whenCompleteAsync(
                    (value, failure) -> {
                        if (failure == null) {
                            answered(value);
                        } else {
                            failed(number, failure);
                        }
                    },
                    Runnable::run);
        }

        private void answered(T value) {
            progress.moved();
            synchronized (this) {
                if (answer.isDone() || !finish()) {
                    return;
                }
                if (saidAway) {
                    port.reached();
                }
            }
            answer.complete(value);
        }

        private synchronized void failed(int number, Throwable cause) {
            if (number != attempts || !attemptPending || answer.isDone()) {
                return;
            }
            attemptPending = false;
            if (!saidAway) {
                saidAway = true;
                port.waitedFor(cause);
            }
            cancelTimer();
            Duration wait = retrying.backoff().after(attempts, random.nextDouble());
            timer = timers.once(wait, this::attempt);
        }

        private void cancel() {
            synchronized (this) {
                if (answer.isDone() || !finish()) {
                    return;
                }
                if (saidAway) {
                    port.released();
                }
            }
            answer.completeExceptionally(new CancellationException("the stream was stopped"));
        }

        /** Whether this was the first to finish the call. */
        private boolean finish() {
            cancelTimer();
            attemptPending = false;
            return calls.remove(this);
        }

        private void cancelTimer() {
            if (timer != null) {
                timer.cancel();
                timer = null;
            }
        }

        private TimeoutException noAnswer() {
            return new TimeoutException(
                    "Expected an answer within %s but got none".formatted(retrying.attemptTimeout()));
        }
    }
}
