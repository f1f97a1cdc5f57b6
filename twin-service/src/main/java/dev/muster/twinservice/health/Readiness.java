package dev.muster.twinservice.health;

import java.time.Clock;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether this node was ever ready, and until then what it waits for. Once ready it stays so until it leaves: readiness never
 * watches a dependency that all nodes share, because taking every node out of service heals nothing. Thread-safe.
 */
public final class Readiness {
    private static final Logger LOG = LoggerFactory.getLogger(Readiness.class);
    private static final String NOTHING = "";
    private static final String ITS_END = "its end";

    private final Clock clock;
    private volatile Stage stage;
    private boolean isLeaving;

    public Readiness(Clock clock) {
        this.clock = clock;
        this.stage = new Stage("the start", clock.instant());
    }

    /** What the node waits for, and since when; nothing while it is ready. */
    public record Stage(String waitingFor, Instant since) {
        public boolean ready() {
            return waitingFor.isEmpty();
        }

        /** It was told to end, and will not be ready again. */
        public boolean leaving() {
            return waitingFor.equals(ITS_END);
        }
    }

    public Stage stage() {
        return stage;
    }

    /** Ignored once the node leaves. */
    public synchronized void waitFor(String what) {
        if (!isLeaving) {
            stage = new Stage(what, clock.instant());
            LOG.info("Waiting for {}", what);
        }
    }

    /** Ignored once the node leaves. */
    public synchronized void ready() {
        if (!isLeaving) {
            stage = new Stage(NOTHING, clock.instant());
            LOG.info("Ready");
        }
    }

    /** Nobody should begin anything here any more; what is under way ends. */
    public synchronized void leave() {
        isLeaving = true;
        stage = new Stage(ITS_END, clock.instant());
        LOG.info("Leaving");
    }
}
