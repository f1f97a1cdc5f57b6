package dev.muster.twinservice.health;

import java.time.Clock;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether this node was ever ready, and until then what it waits for. Once ready it stays so: readiness never watches a
 * dependency that all nodes share, because taking every node out of service heals nothing. Thread-safe.
 */
public final class Readiness {
    private static final Logger LOG = LoggerFactory.getLogger(Readiness.class);
    private static final String NOTHING = "";

    private final Clock clock;
    private volatile Stage stage;

    public Readiness(Clock clock) {
        this.clock = clock;
        this.stage = new Stage("the start", clock.instant());
    }

    /** What the node waits for, and since when; nothing once it was ready. */
    public record Stage(String waitingFor, Instant since) {
        public boolean ready() {
            return waitingFor.isEmpty();
        }
    }

    public Stage stage() {
        return stage;
    }

    public void waitFor(String what) {
        stage = new Stage(what, clock.instant());
        LOG.info("Waiting for {}", what);
    }

    public void ready() {
        stage = new Stage(NOTHING, clock.instant());
        LOG.info("Ready");
    }
}
