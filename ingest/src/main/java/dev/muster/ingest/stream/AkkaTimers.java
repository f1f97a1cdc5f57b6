package dev.muster.ingest.stream;

import akka.actor.Cancellable;
import akka.actor.typed.ActorSystem;
import dev.muster.ingest.batch.Timers;
import java.time.Duration;

/** Timers on an actor system's scheduler and default dispatcher. */
public final class AkkaTimers implements Timers {
    private final ActorSystem<?> system;

    public AkkaTimers(ActorSystem<?> system) {
        this.system = system;
    }

    @Override
    public Timer once(Duration delay, Runnable task) {
        Cancellable cancellable = system.scheduler().scheduleOnce(delay, task, system.executionContext());
        return cancellable::cancel;
    }
}
