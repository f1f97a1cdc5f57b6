package dev.muster.ingest.kafka;

import dev.muster.ingest.broker.Brokers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * An {@link Admin} that is made when first needed: Kafka's own throws as long as no broker's name resolves, and Muster starts
 * in any order. Thread-safe.
 */
public final class KafkaAdmin implements AutoCloseable {
    private final Brokers brokers;
    private final Duration requestTimeout;
    private @Nullable Admin admin;
    private boolean closed;

    /** Requests are given up after {@code requestTimeout}, retries included. Connects to nothing yet. */
    public KafkaAdmin(Brokers brokers, Duration requestTimeout) {
        this.brokers = brokers;
        this.requestTimeout = requestTimeout;
    }

    /** What {@code request} answers; every failure, also to connect, is in the stage. */
    public <T> CompletionStage<T> ask(Function<Admin, CompletionStage<T>> request) {
        try {
            return request.apply(admin());
        } catch (KafkaException | IllegalStateException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private synchronized Admin admin() {
        if (closed) {
            throw new IllegalStateException("Expected an open Kafka client but it was closed");
        }
        if (admin == null) {
            admin = Admin.create(properties(brokers, requestTimeout));
        }
        return admin;
    }

    static Map<String, Object> properties(Brokers brokers, Duration requestTimeout) {
        int timeoutMs = Math.toIntExact(requestTimeout.toMillis());
        Map<String, Object> properties = new HashMap<>(brokers.properties());
        properties.put(AdminClientConfig.CLIENT_ID_CONFIG, "muster-admin");
        properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, timeoutMs);
        properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, timeoutMs);
        return properties;
    }

    /** Does not wait for requests under way. */
    @Override
    public synchronized void close() {
        closed = true;
        if (admin != null) {
            admin.close(Duration.ZERO);
            admin = null;
        }
    }
}
