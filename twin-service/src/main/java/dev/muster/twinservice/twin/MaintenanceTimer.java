package dev.muster.twinservice.twin;

import akka.actor.Cancellable;
import akka.actor.typed.javadsl.ActorContext;
import dev.muster.twinservice.connectivity.ConnectivityState;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The one timer that a twin can have: it ends a maintenance while the twin is awake. A sleeping twin ends it when it is woken
 * next. May fire early, because waits are cut and the scheduler has a clock of its own: then it is set again.
 */
final class MaintenanceTimer {
    /** Akka's timers reach 248 days. */
    private static final Duration WAIT_MAX = Duration.ofDays(1);

    /** Never a busy loop, however the clocks differ. */
    private static final Duration WAIT_MIN = Duration.ofMillis(10);

    private final ActorContext<AssetTwin.Command> context;
    private @Nullable Cancellable running;

    MaintenanceTimer(ActorContext<AssetTwin.Command> context) {
        this.context = context;
    }

    /** Sets, resets or cancels the timer, as {@code state} asks. */
    void follow(ConnectivityState state, Instant now) {
        if (running != null) {
            running.cancel();
            running = null;
        }
        if (state instanceof ConnectivityState.Maintenance maintenance) {
            Duration left = Duration.between(now, maintenance.until());
            Duration capped = left.compareTo(WAIT_MAX) < 0 ? left : WAIT_MAX;
            Duration wait = capped.compareTo(WAIT_MIN) > 0 ? capped : WAIT_MIN;
            running = context.scheduleOnce(wait, context.getSelf(), new AssetTwin.MaintenanceDue());
        }
    }
}
