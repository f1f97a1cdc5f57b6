package dev.muster.loadtest.run;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends what was started, last first; once, whoever asks first: the end of the run, or Ctrl-C in the middle of it. */
final class Shutdown {
    private static final Logger LOG = LoggerFactory.getLogger(Shutdown.class);

    private final Deque<AutoCloseable> started = new ArrayDeque<>();
    private volatile boolean closed;

    /** Takes charge of {@code resource}; one that comes too late is ended at once. */
    <T extends AutoCloseable> T add(T resource) {
        synchronized (this) {
            if (!closed) {
                started.push(resource);
                return resource;
            }
        }
        close(resource);
        return resource;
    }

    boolean hasBegun() {
        return closed;
    }

    synchronized void close() {
        closed = true;
        while (!started.isEmpty()) {
            close(started.pop());
        }
    }

    private static void close(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception e) {
            // The rest must end all the same; what hangs on to life is ended by its leash.
            LOG.warn("Ending {} failed", resource, e);
        }
    }
}
