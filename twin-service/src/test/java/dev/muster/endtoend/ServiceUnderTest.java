package dev.muster.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.assetmodel.identity.Principal;
import dev.muster.loadtest.client.MusterClient;
import dev.muster.loadtest.service.NodePorts;
import dev.muster.loadtest.service.ServiceProcess;
import dev.muster.loadtest.service.ServiceSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The service as a process of its own, with topics and a keyspace that no other test has. */
public final class ServiceUnderTest implements AutoCloseable {
    private static final Duration READY_WITHIN = Duration.ofSeconds(90);
    /** Enough that some batches pass first, few enough that records are left for the time after. */
    private static final int BATCHES_BEFORE_HALT = 5;

    private static final Pattern WAITING_FOR = Pattern.compile("\"waitingFor\":\"([^\"]*)\"");

    private final SharedStack stack;
    private final String unique;
    private final String cassandra;
    private final Map<String, String> settings;
    private final int httpPort = NodePorts.freePort();
    /** The same in all lives: who starts again on its address waits for no lease of the one before. */
    private final int clusterPort = NodePorts.freePort();

    private ServiceProcess process;

    private ServiceUnderTest(SharedStack stack, String name, Map<String, String> settings, String cassandra) {
        this.stack = stack;
        this.cassandra = cassandra;
        this.settings = settings;
        this.unique = name + "-" + UUID.randomUUID().toString().substring(0, 8);
        this.process = launch(Map.of());
    }

    /** Returns when it is ready. */
    public static ServiceUnderTest start(SharedStack stack, String name) {
        return start(stack, name, Map.of());
    }

    /** Likewise, with settings of its own. */
    public static ServiceUnderTest start(SharedStack stack, String name, Map<String, String> settings) {
        ServiceUnderTest service = launch(stack, name, settings);
        service.awaitReady();
        return service;
    }

    /** Returns when it is ready; its way to Cassandra leads through {@code contactPoint}. */
    public static ServiceUnderTest startBehind(SharedStack stack, String name, String contactPoint) {
        ServiceUnderTest service = new ServiceUnderTest(stack, name, Map.of(), contactPoint);
        service.awaitReady();
        return service;
    }

    /** Returns at once: for a service that cannot become ready yet. */
    static ServiceUnderTest launch(SharedStack stack, String name, Map<String, String> settings) {
        return new ServiceUnderTest(stack, name, settings, stack.cassandraContactPoint());
    }

    /** What it waits for, as its health says; empty: it does not answer, or waits for nothing. */
    String waitingFor() {
        HttpRequest request =
                HttpRequest.newBuilder(base().resolve("/health/ready")).build();
        try {
            String body = HttpClient.newHttpClient()
                    .send(request, HttpResponse.BodyHandlers.ofString())
                    .body();
            Matcher waiting = WAITING_FOR.matcher(body);
            return waiting.find() ? waiting.group(1) : "";
        } catch (IOException notThereYet) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    public MusterClient client(Principal principal) {
        return new MusterClient(base(), principal);
    }

    public URI base() {
        return URI.create("http://127.0.0.1:" + httpPort);
    }

    public String telemetryTopic() {
        return "telemetry-" + unique;
    }

    public String quarantineTopic() {
        return "quarantine-" + unique;
    }

    public String modelTopic() {
        return "model-" + unique;
    }

    public String commandsTopic() {
        return "commands-" + unique;
    }

    public String commandAcksTopic() {
        return "command-acks-" + unique;
    }

    public String commandRecordsTopic() {
        return "command-records-" + unique;
    }

    public String promisesTopic() {
        return "promises-" + unique;
    }

    public Accounting accounting() {
        return Accounting.parse(client(new Principal("accounting")).metrics());
    }

    public void kill9() {
        process.kill();
    }

    /** Returns how long it took until ready. */
    public Duration restart() {
        launchAgain();
        return awaitReady();
    }

    /** Starts it again after it was killed, and returns at once. */
    void launchAgain() {
        launchAgain(Map.of());
    }

    /** Likewise, with these settings for this life only. */
    public void launchAgain(Map<String, String> more) {
        process.close();
        process = launch(more);
    }

    /** Lines of its log, of all its lives, that hold {@code text}. */
    List<String> logged(String text) {
        try (Stream<String> lines = Files.lines(log())) {
            return lines.filter(line -> line.contains(text)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path log() {
        return SharedStack.directory().resolve(unique + ".log");
    }

    /** Starts it so that it halts after a few batches, when the twins have answered and nothing of them is written yet. */
    void restartToHaltBeforeHistory() {
        process.close();
        process = launch(Map.of("muster.fault.halt-before-history", Integer.toString(BATCHES_BEFORE_HALT)));
        awaitReady();
    }

    public void awaitDeath(Duration within) {
        Eventually.holds(
                within, () -> assertThat(process.isAlive()).as("still alive").isFalse());
    }

    @Override
    public void close() {
        process.kill();
    }

    public Duration awaitReady() {
        long startNanos = System.nanoTime();
        process.awaitReady(READY_WITHIN, client(new Principal("readiness"))::ready);
        return Duration.ofNanos(System.nanoTime() - startNanos);
    }

    private ServiceProcess launch(Map<String, String> more) {
        Map<String, String> own = new TreeMap<>(settings);
        own.putIfAbsent("muster.cluster.port", Integer.toString(clusterPort));
        own.putAll(more);
        own.put("muster.cassandra.keyspace", unique.replace('-', '_').toLowerCase(Locale.ROOT));
        own.put("muster.topics.telemetry", telemetryTopic());
        own.put("muster.topics.quarantine", quarantineTopic());
        own.put("muster.topics.model", modelTopic());
        own.put("muster.topics.clock", "clock-" + unique);
        own.put("muster.topics.commands", "commands-" + unique);
        own.put("muster.topics.command-acks", "command-acks-" + unique);
        own.put("muster.topics.command-records", "command-records-" + unique);
        own.put("muster.topics.promises", "promises-" + unique);
        own.put("muster.topics.commands", commandsTopic());
        own.put("muster.topics.command-acks", commandAcksTopic());
        own.put("muster.topics.command-records", commandRecordsTopic());
        own.put("muster.topics.promises", promisesTopic());
        own.put("muster.ingest.consumer-group", unique);
        own.put("muster.command.consumer-group", "commands-" + unique);
        own.put("muster.command.consumer-group", "commands-" + unique);
        // The shortest that brokers take: tests kill it often.
        own.put("muster.ingest.session-timeout", "6s");
        own.put("muster.command.acks.session-timeout", "6s");
        return ServiceProcess.start(
                new ServiceSettings(SharedStack.project(), log(), stack.kafkaBootstrap(), cassandra, httpPort, own));
    }
}
