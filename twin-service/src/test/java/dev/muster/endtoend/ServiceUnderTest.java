package dev.muster.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.assetmodel.identity.Principal;
import dev.muster.loadtest.client.MusterClient;
import dev.muster.loadtest.service.ServiceProcess;
import dev.muster.loadtest.service.ServiceSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** The service as a process of its own, with topics and a keyspace that no other test has. */
final class ServiceUnderTest implements AutoCloseable {
    private static final Duration READY_WITHIN = Duration.ofSeconds(90);
    /** Enough that some batches pass first, few enough that records are left for the time after. */
    private static final int BATCHES_BEFORE_HALT = 5;

    private final SharedStack stack;
    private final String unique;
    private final int httpPort = freePort();
    private ServiceProcess process;

    private ServiceUnderTest(SharedStack stack, String name) {
        this.stack = stack;
        this.unique = name + "-" + UUID.randomUUID().toString().substring(0, 8);
        this.process = launch(Map.of());
    }

    /** Returns when it is ready. */
    static ServiceUnderTest start(SharedStack stack, String name) {
        ServiceUnderTest service = new ServiceUnderTest(stack, name);
        service.awaitReady();
        return service;
    }

    MusterClient client(Principal principal) {
        return new MusterClient(base(), principal);
    }

    URI base() {
        return URI.create("http://127.0.0.1:" + httpPort);
    }

    String telemetryTopic() {
        return "telemetry-" + unique;
    }

    String quarantineTopic() {
        return "quarantine-" + unique;
    }

    Accounting accounting() {
        return Accounting.parse(client(new Principal("accounting")).metrics());
    }

    void kill9() {
        process.kill();
    }

    /** Returns how long it took until ready. */
    Duration restart() {
        process.close();
        process = launch(Map.of());
        return awaitReady();
    }

    /** Starts it so that it halts after a few batches, when the twins have answered and nothing of them is written yet. */
    void restartToHaltBeforeHistory() {
        process.close();
        process = launch(Map.of("muster.fault.halt-before-history", Integer.toString(BATCHES_BEFORE_HALT)));
        awaitReady();
    }

    void awaitDeath(Duration within) {
        Eventually.holds(
                within, () -> assertThat(process.isAlive()).as("still alive").isFalse());
    }

    @Override
    public void close() {
        process.kill();
    }

    private Duration awaitReady() {
        long startNanos = System.nanoTime();
        process.awaitReady(READY_WITHIN, client(new Principal("readiness"))::ready);
        return Duration.ofNanos(System.nanoTime() - startNanos);
    }

    private ServiceProcess launch(Map<String, String> more) {
        Map<String, String> own = new TreeMap<>(more);
        own.put("muster.cassandra.keyspace", unique.replace('-', '_').toLowerCase(Locale.ROOT));
        own.put("muster.topics.telemetry", telemetryTopic());
        own.put("muster.topics.quarantine", quarantineTopic());
        own.put("muster.topics.model", "model-" + unique);
        own.put("muster.ingest.consumer-group", unique);
        return ServiceProcess.start(new ServiceSettings(
                SharedStack.project(),
                SharedStack.directory().resolve(unique + ".log"),
                stack.kafkaBootstrap(),
                stack.cassandraContactPoint(),
                httpPort,
                own));
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
