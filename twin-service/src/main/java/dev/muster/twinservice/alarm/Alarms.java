package dev.muster.twinservice.alarm;

import java.util.concurrent.CompletionStage;

/**
 * Port: sets alarms, for good. An alarm cannot be taken back: whoever is woken looks at what is due, and may find nothing.
 * Called from actor threads: never blocks.
 */
public interface Alarms {
    /** Completes when the alarm will go off, whatever happens; one that is due already goes off soon. */
    CompletionStage<?> set(Alarm alarm);
}
