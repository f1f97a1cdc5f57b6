package dev.muster.twinservice.alarm;

import java.util.concurrent.CompletionStage;

/** Port: wakes somebody. Called from actor threads: never blocks. */
@FunctionalInterface
public interface Waker {
    /**
     * Completes when whoever was woken has seen to what is due, or will whatever happens: the alarm does not go off again
     * then. Fails
     * otherwise: then it goes off again. The same alarm can go off more than once.
     */
    CompletionStage<?> wake(Alarm alarm);
}
