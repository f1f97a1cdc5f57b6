package dev.muster.loadtest.program;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.LoggerFactory;

/** Ends what was started, last first; once, whoever asks first: the end of the run, or Ctrl-C in the middle of it. Thread-safe. */
public final class Shutdown {
    private final Deque<AutoCloseable> started = new ArrayDeque<>();
    private volatile boolean closed;

    /** Takes charge of {@code resource}; one that comes too late is ended at once. */
    public <T extends AutoCloseable> T add(T resource) {
        synchronized (this) {
            if (!closed) {
                started.push(resource);
                return resource;
            }
        }
        close(resource);
        return resource;
    }

    public boolean hasBegun() {
        return closed;
    }

    /** Returns when all have ended; what cannot be ended is in the log. */
    public synchronized void close() {
        closed = true;
        while (!started.isEmpty()) {
            close(started.pop());
        }
    }

    private static void close(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception e) {
            // The rest must end all the same; what hangs on to life is ended by its leash. Not asked for a logger
            // before: where
            // the log goes is not known when a program begins.
            LoggerFactory.getLogger(Shutdown.class).warn("Ending {} failed", resource, e);
        }
    }
}
