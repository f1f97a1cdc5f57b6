package dev.muster.endtoend.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.muster.assetmodel.identity.Principal;
import dev.muster.endtoend.SharedStack;
import dev.muster.loadtest.client.MusterClient;
import dev.muster.loadtest.service.NodePorts;
import dev.muster.loadtest.service.ServiceCluster;
import dev.muster.loadtest.service.ServiceNode;
import dev.muster.loadtest.service.ServiceSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;

/** Several nodes over topics and a keyspace that no other test has. None runs at first. */
final class ClusterUnderTest implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> TOPICS = List.of(
            "telemetry", "quarantine", "model", "clock", "commands", "command-acks", "command-records", "promises");
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(5);

    private final String unique;
    private final ServiceCluster nodes;
    private final HttpClient http = HttpClient.newHttpClient();

    /** Servers as {@code host:port}; they may be proxies. */
    ClusterUnderTest(String name, int nodes, String kafka, String cassandra, Map<String, String> more) {
        this.unique = name + "-" + UUID.randomUUID().toString().substring(0, 8);
        Map<String, String> own = new TreeMap<>(more);
        TOPICS.forEach(topic -> own.put("muster.topics." + topic, topic + "-" + unique));
        own.put("muster.cassandra.keyspace", unique.replace('-', '_').toLowerCase(Locale.ROOT));
        own.put("muster.ingest.consumer-group", unique);
        own.put("muster.command.consumer-group", "commands-" + unique);
        Path log = SharedStack.project().resolve("twin-service/target/endtoend").resolve(unique + ".log");
        ServiceSettings settings =
                new ServiceSettings(SharedStack.project(), log, kafka, cassandra, NodePorts.freePort(), own);
        this.nodes = ServiceCluster.of(settings, nodes);
    }

    ServiceCluster nodes() {
        return nodes;
    }

    ServiceNode node(int index) {
        return nodes.node(index);
    }

    String keyspace() {
        return unique.replace('-', '_').toLowerCase(Locale.ROOT);
    }

    String telemetryTopic() {
        return "telemetry-" + unique;
    }

    MusterClient client(int index) {
        return new MusterClient(nodes.node(index).uri(), new Principal("cluster-test"), ANSWER_WITHIN);
    }

    /** What the node waits for, as it says itself; empty: it does not answer, or is ready. */
    String waitingFor(int index) {
        return get(nodes.node(index).uri().resolve("/health/ready"))
                .path("waitingFor")
                .asText("");
    }

    /** Addresses of the members that the node sees as up. */
    TreeSet<String> up(int index) {
        NodePorts ports = nodes.node(index).ports();
        TreeSet<String> up = new TreeSet<>();
        get(URI.create("http://127.0.0.1:%d/cluster/members".formatted(ports.management())))
                .path("members")
                .forEach(member -> {
                    if (member.path("status").asText().equals("Up")) {
                        up.add(member.path("node").asText());
                    }
                });
        return up;
    }

    /** The status of a request to where nodes find each other. */
    int statusOf(int index, String method, String path) {
        URI uri = URI.create(
                "http://127.0.0.1:%d%s".formatted(nodes.node(index).ports().management(), path));
        try {
            return http.send(
                            HttpRequest.newBuilder(uri)
                                    .method(method, HttpRequest.BodyPublishers.noBody())
                                    .build(),
                            BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException e) {
            throw new AssertionError("Expected an answer from " + uri, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private JsonNode get(URI uri) {
        try {
            return JSON.readTree(
                    http.send(HttpRequest.newBuilder(uri).timeout(ANSWER_WITHIN).build(), BodyHandlers.ofString())
                            .body());
        } catch (IOException notThereYet) {
            return JSON.createObjectNode();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return JSON.createObjectNode();
        }
    }

    /** Lines of a node's log, of all its lives, that hold {@code text}. */
    List<String> logged(int index, String text) {
        try (Stream<String> lines = Files.lines(nodes.node(index).logFile())) {
            return lines.filter(line -> line.contains(text)).toList();
        } catch (IOException e) {
            throw new AssertionError("Expected a log of node " + index, e);
        }
    }

    void shouldBeOneCluster(int... indexes) {
        for (int index : indexes) {
            assertThat(up(index)).as("members that node %d sees", index).hasSize(indexes.length);
        }
        assertThat(Arrays.stream(indexes).mapToObj(this::up).distinct())
                .as("clusters")
                .hasSize(1);
    }

    @Override
    public void close() {
        nodes.close();
    }
}
