package dev.muster.twinservice.twin;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says once for all twins of a node that their store fails, and once that it works again. It works again when something
 * succeeds and nothing failed for a while: a store that fails now and then is one failure, not a hundred. Thread-safe.
 */
final class StoreWatch {
    private static final Logger LOG = LoggerFactory.getLogger(StoreWatch.class);
    private static final Duration QUIET = Duration.ofSeconds(10);

    private final Clock clock;
    private final AtomicReference<@Nullable Instant> lastFailure = new AtomicReference<>();

    StoreWatch(Clock clock) {
        this.clock = clock;
    }

    void failed(String what, Throwable cause) {
        if (lastFailure.getAndSet(clock.instant()) == null) {
            LOG.warn("{} failed, and is tried again with growing waits until it succeeds: {}", what, cause.toString());
        }
    }

    void succeeded() {
        Instant last = lastFailure.get();
        if (last != null && last.plus(QUIET).isBefore(clock.instant()) && lastFailure.compareAndSet(last, null)) {
            LOG.info("The store of the twins works again");
        }
    }
}
