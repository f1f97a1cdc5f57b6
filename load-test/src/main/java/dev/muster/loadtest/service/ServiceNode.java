package dev.muster.loadtest.service;

import dev.muster.assetmodel.identity.Principal;
import dev.muster.loadtest.client.MusterClient;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One node of a {@link ServiceCluster}: the same addresses in all its lives. Thread-safe; what takes long holds up only what is done to
 * the same node.
 */
public final class ServiceNode implements AutoCloseable {
    private static final Principal READINESS = new Principal("readiness");

    private final int index;
    private final NodePorts ports;
    private final MusterClient client;
    private volatile ServiceSettings settings;
    private volatile @Nullable ServiceProcess process;

    ServiceNode(int index, NodePorts ports, ServiceSettings settings) {
        this.index = index;
        this.ports = ports;
        this.settings = settings;
        this.client = new MusterClient(settings.uri(), READINESS);
    }

    public int index() {
        return index;
    }

    public NodePorts ports() {
        return ports;
    }

    /** Where its HTTP API is while it runs. */
    public URI uri() {
        return settings.uri();
    }

    public Path logFile() {
        return settings.logFile();
    }

    public ServiceSettings settings() {
        return settings;
    }

    /** A setting for its lives from the next one on. */
    public synchronized void set(String key, String value) {
        settings = settings.with(key, value);
    }

    /** Another build for its lives from the next one on; {@code project}: where {@code twin-service/target} is. */
    public synchronized void setBuild(Path project) {
        settings = settings.builtBy(project);
    }

    /** Starts it, for the first time or again, and returns at once. */
    public synchronized void start() {
        if (isAlive()) {
            throw new ServiceFailure("Expected node %d to be down before it is started, but it runs".formatted(index));
        }
        process = ServiceProcess.start(settings);
    }

    public boolean isAlive() {
        ServiceProcess current = process;
        return current != null && current.isAlive();
    }

    /** The process of this life; {@link ServiceFailure} before the first one. */
    public ServiceProcess process() {
        ServiceProcess current = process;
        if (current == null) {
            throw new ServiceFailure("Expected node %d to have been started, but it never was".formatted(index));
        }
        return current;
    }

    public boolean isReady() {
        return isAlive() && client.ready();
    }

    /** {@link ServiceFailure} when it ends first, or takes too long. */
    public void awaitReady(Duration within) {
        process().awaitReady(within, client::ready);
    }

    /** As {@code kill -9}; returns when the process is gone. */
    public synchronized void kill() {
        process().kill();
    }

    /** SIGSTOP: it stands still, and its connections stay open. */
    public synchronized void pause() {
        process().pause();
    }

    /** SIGCONT. */
    public synchronized void resume() {
        process().resume();
    }

    /** See {@link ServiceProcess#stop}. */
    public synchronized Duration stop(Duration within) {
        return process().stop(within);
    }

    /** Kills it if it runs. */
    @Override
    public synchronized void close() {
        if (isAlive()) {
            process().kill();
        }
    }
}
