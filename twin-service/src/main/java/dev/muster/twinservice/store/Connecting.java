package dev.muster.twinservice.store;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.CqlSessionBuilder;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import com.datastax.oss.driver.api.core.config.OptionsMap;
import com.datastax.oss.driver.api.core.config.TypedDriverOption;
import com.datastax.oss.driver.api.core.servererrors.QueryValidationException;
import dev.muster.twinservice.store.StoreSettings.Requests;
import dev.muster.twinservice.store.schema.Schema;
import dev.muster.twinservice.store.schema.SchemaDisagreement;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tries to open the store until Cassandra is there and holds the schema: a node starts before, with or after it. Says so
 * in the log when it begins to wait, when the reason changes, and when it is through. What waiting cannot cure, such as a
 * {@link dev.muster.twinservice.store.schema.SchemaConflict}, ends it. Runs on a thread of its own.
 */
final class Connecting implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Connecting.class);
    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(5);
    private static final Duration RECONNECT_MIN = Duration.ofMillis(500);
    private static final Duration RECONNECT_MAX = Duration.ofSeconds(5);
    private static final int MORE_THAN_EVER_ASKED = 1024;

    private final StoreSettings settings;
    private final CompletableFuture<CassandraStore> result;
    private @Nullable String waitingFor;

    private Connecting(StoreSettings settings, CompletableFuture<CassandraStore> result) {
        this.settings = settings;
        this.result = result;
    }

    /** Begins; cancelling the result ends it. */
    static CompletableFuture<CassandraStore> start(StoreSettings settings) {
        CompletableFuture<CassandraStore> result = new CompletableFuture<>();
        Thread thread = new Thread(new Connecting(settings, result), "cassandra-connecting");
        thread.setDaemon(true);
        thread.start();
        var unused = result.whenComplete((store, failure) -> {
            if (failure instanceof CancellationException) {
                thread.interrupt();
            }
        });
        return result;
    }

    @Override
    public void run() {
        long startNanos = System.nanoTime();
        Duration delay = settings.cluster().retryMin();
        try {
            while (!result.isDone()) {
                try {
                    CassandraStore store = open();
                    LOG.info(
                            "Cassandra {}: connected after {} s, keyspace {} is up to date",
                            settings.cluster().contactPoints(),
                            TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - startNanos),
                            settings.keyspace().name());
                    if (!result.complete(store)) {
                        store.close();
                    }
                } catch (DriverException | SchemaDisagreement e) {
                    if (e instanceof QueryValidationException) {
                        throw e;
                    }
                    waitingBecause(e);
                    TimeUnit.NANOSECONDS.sleep(delay.toNanos());
                    delay = min(delay.multipliedBy(2), settings.cluster().retryMax());
                }
            }
        } catch (InterruptedException e) {
            result.cancel(false);
        } catch (RuntimeException e) {
            result.completeExceptionally(e);
        }
    }

    private CassandraStore open() throws InterruptedException {
        OptionsMap forSchema = options(settings);
        // Else each statement waits about a second until the driver has read all tables again, to know what it is told
        // here.
        forSchema.put(TypedDriverOption.METADATA_SCHEMA_ENABLED, false);
        try (CqlSession session = builder(forSchema).build()) {
            Schema.migrate(
                    session, settings.keyspace().name(), settings.keyspace().replication());
        }
        CqlSession session = builder(options(settings))
                .withKeyspace(settings.keyspace().name())
                .build();
        CqlSession forLeases = null;
        try {
            forLeases = builder(optionsForLeases(settings))
                    .withKeyspace(settings.keyspace().name())
                    .build();
            return new CassandraStore(session, forLeases, settings);
        } catch (RuntimeException e) {
            session.close();
            if (forLeases != null) {
                forLeases.close();
            }
            throw e;
        }
    }

    /** A statement now and then, none of which may wait; hundreds when shards move. */
    private static OptionsMap optionsForLeases(StoreSettings settings) {
        OptionsMap options = options(settings);
        options.put(TypedDriverOption.SESSION_NAME, "leases");
        options.put(TypedDriverOption.METADATA_SCHEMA_ENABLED, false);
        options.put(TypedDriverOption.REQUEST_THROTTLER_CLASS, "PassThroughRequestThrottler");
        options.put(TypedDriverOption.NETTY_IO_SIZE, 1);
        return options;
    }

    private void waitingBecause(RuntimeException failure) {
        Throwable cause = cause(failure);
        // The class alone: messages name channels, which change with each try.
        String reason = cause.getClass().getSimpleName();
        if (!reason.equals(waitingFor)) {
            waitingFor = reason;
            LOG.warn(
                    "Cassandra {}: waiting for it: {} ({})",
                    settings.cluster().contactPoints(),
                    cause.getMessage(),
                    reason);
        }
    }

    /** What an operator can do something about: the driver hangs it, say "Connection refused", below what came of it. */
    private static Throwable cause(Throwable failure) {
        Throwable cause = failure;
        if (failure instanceof AllNodesFailedException all
                && !all.getAllErrors().isEmpty()) {
            cause = all.getAllErrors().values().iterator().next().get(0);
        }
        if (cause.getSuppressed().length > 0) {
            cause = cause.getSuppressed()[0];
        }
        return cause;
    }

    private CqlSessionBuilder builder(OptionsMap options) {
        CqlSessionBuilder builder = CqlSession.builder()
                .withApplicationName("muster")
                .withConfigLoader(DriverConfigLoader.fromMap(options));
        for (String point : settings.cluster().contactPoints()) {
            int colon = point.lastIndexOf(':');
            builder.addContactPoint(
                    new InetSocketAddress(point.substring(0, colon), Integer.parseInt(point.substring(colon + 1))));
        }
        if (!settings.cluster().username().isEmpty()) {
            builder.withAuthCredentials(
                    settings.cluster().username(), settings.cluster().password());
        }
        return builder;
    }

    /** The driver's defaults and these, and nothing from {@code application.conf}: that is for Akka's session. */
    static OptionsMap options(StoreSettings settings) {
        Requests requests = settings.requests();
        OptionsMap options = OptionsMap.driverDefaults();
        options.put(TypedDriverOption.SESSION_NAME, "store");
        options.put(
                TypedDriverOption.LOAD_BALANCING_LOCAL_DATACENTER,
                settings.cluster().localDatacenter());
        options.put(TypedDriverOption.CONNECTION_CONNECT_TIMEOUT, CONNECT_WITHIN);
        options.put(TypedDriverOption.CONNECTION_INIT_QUERY_TIMEOUT, CONNECT_WITHIN);
        options.put(TypedDriverOption.CONTROL_CONNECTION_TIMEOUT, CONNECT_WITHIN);
        options.put(TypedDriverOption.CONNECTION_WARN_INIT_ERROR, false);
        options.put(TypedDriverOption.RECONNECTION_BASE_DELAY, RECONNECT_MIN);
        options.put(TypedDriverOption.RECONNECTION_MAX_DELAY, RECONNECT_MAX);
        // What routes a statement to a replica; the other keyspaces of a shared cluster are none of our business.
        options.put(
                TypedDriverOption.METADATA_SCHEMA_REFRESHED_KEYSPACES,
                List.of(settings.keyspace().name()));
        options.put(TypedDriverOption.REQUEST_CONSISTENCY, requests.consistency());
        options.put(TypedDriverOption.REQUEST_SERIAL_CONSISTENCY, "LOCAL_SERIAL");
        options.put(TypedDriverOption.REQUEST_TIMEOUT, requests.timeout());
        // Every statement of the store can be sent twice; those of the schema that cannot say so themselves.
        options.put(TypedDriverOption.REQUEST_DEFAULT_IDEMPOTENCE, true);
        options.put(TypedDriverOption.CONNECTION_MAX_REQUESTS, MORE_THAN_EVER_ASKED);
        options.put(TypedDriverOption.REQUEST_THROTTLER_CLASS, "ConcurrencyLimitingRequestThrottler");
        options.put(TypedDriverOption.REQUEST_THROTTLER_MAX_CONCURRENT_REQUESTS, requests.inFlightMax());
        options.put(TypedDriverOption.REQUEST_THROTTLER_MAX_QUEUE_SIZE, requests.queueMax());
        // The driver would take two threads per core, beside those of Akka.
        options.put(
                TypedDriverOption.NETTY_IO_SIZE,
                Math.max(2, Runtime.getRuntime().availableProcessors() / 4));
        options.put(TypedDriverOption.NETTY_ADMIN_SIZE, 1);
        options.put(TypedDriverOption.NETTY_DAEMON, true);
        // Its event loops would wait 2 s for somebody to bring more, at each start of a node and at each end.
        options.put(TypedDriverOption.NETTY_IO_SHUTDOWN_QUIET_PERIOD, 0);
        options.put(TypedDriverOption.NETTY_ADMIN_SHUTDOWN_QUIET_PERIOD, 0);
        return options;
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }
}
