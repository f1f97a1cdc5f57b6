package dev.muster.loadtest.run;

import dev.muster.assetmodel.identity.Principal;
import dev.muster.loadtest.client.MusterClient;
import dev.muster.loadtest.client.RequestFailed;
import dev.muster.loadtest.device.KafkaDownlink;
import dev.muster.loadtest.device.KafkaUplink;
import dev.muster.loadtest.program.Shutdown;
import dev.muster.loadtest.replay.NemModel;
import dev.muster.loadtest.service.ServiceCluster;
import dev.muster.loadtest.service.ServiceNode;
import dev.muster.loadtest.service.ServiceSettings;
import dev.muster.loadtest.stack.LocalStack;
import dev.muster.loadtest.stack.StackSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Starts the stack and the service, tells the story, and ends all of it in order on Ctrl-C. */
final class Launcher {
    private static final Principal PRINCIPAL = new Principal("run");
    private static final String TELEMETRY_TOPIC = "telemetry";
    private static final Duration READY_TIMEOUT = Duration.ofMinutes(2);
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(30);

    private final Console console;
    private final Path project;
    private final RunOptions options;
    private final Shutdown shutdown = new Shutdown();

    Launcher(Console console, Path project, RunOptions options) {
        this.console = console;
        this.project = project;
        this.options = options;
    }

    void run() {
        // Before anything is started: data that cannot be replayed, and a port that is taken.
        Optional<NemModel> data = options.data().map(NemModel::read);
        requireFree(options.httpPort());
        Runtime.getRuntime().addShutdownHook(new Thread(shutdown::close, "shutdown"));
        try {
            startStack();
            tell(serviceSettings(), data);
        } catch (RuntimeException e) {
            // Ctrl-C reaches the servers, too: what fails because they are ending is no news.
            if (!shutdown.hasBegun()) {
                throw e;
            }
        } finally {
            shutdown.close();
        }
    }

    private void tell(ServiceSettings settings, Optional<NemModel> data) {
        ServiceCluster nodes = shutdown.add(ServiceCluster.of(settings, options.nodes()));
        List<URI> addresses = nodes.nodes().stream().map(ServiceNode::uri).toList();
        console.step(
                nodes.size() == 1
                        ? "Starting Muster on " + settings.uri()
                        : "Starting %d nodes of Muster".formatted(nodes.size()),
                () -> {
                    nodes.start();
                    nodes.awaitReady(READY_TIMEOUT);
                });
        if (nodes.size() > 1) {
            nodes.nodes()
                    .forEach(node -> console.line("  Node %d: %s, process %d"
                            .formatted(
                                    node.index() + 1, node.uri(), node.process().pid())));
        }
        MusterClient client = new MusterClient(addresses, PRINCIPAL, REQUEST_TIMEOUT);
        console.line("Control room, in a browser: %s/".formatted(client.base()));
        KafkaUplink uplink = shutdown.add(new KafkaUplink(settings.kafka(), TELEMETRY_TOPIC));
        Running running = new Running(nodes, console);
        Story story = data.<Story>map(model -> new ReplayStory(console, client, uplink, model, running))
                .orElseGet(() -> new FleetStory(
                        console,
                        client,
                        uplink,
                        hearer -> shutdown.add(
                                KafkaDownlink.start(settings.kafka(), KafkaDownlink.COMMANDS_TOPIC, hearer)),
                        options.units(),
                        running));
        try {
            story.tell();
        } catch (RequestFailed e) {
            // That the service is gone says more than that a request to it failed.
            running.require();
            throw e;
        }
    }

    private void startStack() {
        StackSettings settings = StackSettings.of(project, options.directory())
                .withPorts(new StackSettings.Ports(options.kafkaPort(), 0, options.cassandraPort(), 0, 0))
                // Whoever kills the launcher loses nothing.
                .withCommitLog(StackSettings.CommitLog.BATCH);
        console.line("Starting Kafka and Cassandra; data in " + options.directory());
        shutdown.add(LocalStack.start(settings, line -> console.line("  " + line)));
    }

    private ServiceSettings serviceSettings() {
        return new ServiceSettings(
                project,
                options.directory().resolve("logs").resolve("service.log"),
                "127.0.0.1:" + options.kafkaPort(),
                "127.0.0.1:" + options.cassandraPort(),
                options.httpPort(),
                Map.of());
    }

    private static void requireFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (IOException e) {
            throw new RunFailure(
                    "Port %d, wanted for Muster's HTTP API, is taken (%s): stop what listens there, or use --port"
                            .formatted(port, e.getMessage()));
        }
    }
}
