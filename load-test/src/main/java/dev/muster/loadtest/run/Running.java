package dev.muster.loadtest.run;

import dev.muster.loadtest.client.Poll;
import dev.muster.loadtest.service.ServiceProcess;
import java.time.Duration;

/** Whether the run goes on: the service lives, and nobody has asked to end. */
final class Running {
    private final ServiceProcess service;

    Running(ServiceProcess service) {
        this.service = service;
    }

    /** Throws when the service is gone. */
    void require() {
        service.requireAlive();
    }

    /** Waits, and throws meanwhile when the service is gone; {@code false} once the thread was interrupted. */
    boolean pause(Duration duration) {
        Poll.untilTrue(duration, () -> {
            require();
            return false;
        });
        return !Thread.currentThread().isInterrupted();
    }
}
