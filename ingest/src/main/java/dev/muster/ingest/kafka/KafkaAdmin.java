package dev.muster.ingest.kafka;

import java.time.Duration;
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
    private final String bootstrapServers;
    private final Duration requestTimeout;
    private @Nullable Admin admin;
    private boolean closed;

    /** Requests are given up after {@code requestTimeout}, retries included. Connects to nothing yet. */
    public KafkaAdmin(String bootstrapServers, Duration requestTimeout) {
        this.bootstrapServers = bootstrapServers;
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
            int timeoutMs = Math.toIntExact(requestTimeout.toMillis());
            admin = Admin.create(Map.of(
                    AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                    AdminClientConfig.CLIENT_ID_CONFIG, "muster-admin",
                    AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, timeoutMs,
                    AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, timeoutMs));
        }
        return admin;
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
