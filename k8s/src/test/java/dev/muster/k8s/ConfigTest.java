package dev.muster.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValueFactory;
import dev.muster.k8s.reference.Hosts;
import dev.muster.k8s.render.Documents;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The configuration in the manifests against what the service reads, and against the manifests around it. */
class ConfigTest {
    /** For the JVM to end, and for a machine that is busy. */
    private static final Duration GRACE_MARGIN = Duration.ofSeconds(5);

    @TempDir
    private Path directory;

    static Stream<String> installations() {
        return Manifests.installations();
    }

    @ParameterizedTest
    @MethodSource("installations")
    void shouldSetOnlyWhatTheServiceReads(String overlay) {
        Map<String, String> files = Installation.files(Manifests.of("overlays/" + overlay));

        assertThat(files).containsOnlyKeys("muster.conf", "installation.conf");
        files.forEach((name, text) -> assertThat(ConfigKeys.problems(text, Installation.reference()))
                .as(name)
                .isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "muster.cluster.nodes-minimum = 2",
                "muster { kafka { bootstrap = a } }",
                "akka.cluster.seed-nodes = []",
                "muster.cluster.nodes-min = two",
                "muster.cassandra.contact-points = \"a:1\"",
                "muster.http = 8080",
            })
    void shouldSeeWhatTheServiceDoesNotRead(String planted) {
        assertThat(ConfigKeys.problems(planted, Installation.reference())).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("installations")
    void shouldListenWherePortsAreNamed(String overlay) throws IOException {
        List<ObjectNode> documents = Manifests.of("overlays/" + overlay);
        Config config = Installation.effective(documents, directory);
        Map<String, Integer> ports = Documents.each(
                        Installation.deployment(documents).at("/spec/template/spec/containers/0/ports"))
                .collect(Collectors.toMap(port -> port.path("name").asText(), port -> port.path("containerPort")
                        .asInt()));

        assertThat(ports)
                .containsEntry("http", config.getInt("muster.http.port"))
                .containsEntry("cluster", config.getInt("muster.cluster.bind-port"))
                .containsEntry(
                        config.getString("muster.cluster.kubernetes.port-name"),
                        config.getInt("muster.cluster.management.port"));
        assertThat(config.getString("muster.http.host")).isEqualTo("0.0.0.0");
        assertThat(config.getString("muster.cluster.bind-host")).isEqualTo("0.0.0.0");
    }

    @ParameterizedTest
    @MethodSource("installations")
    void shouldFindPeersAndFormOneCluster(String overlay) throws IOException {
        List<ObjectNode> documents = Manifests.of("overlays/" + overlay);
        Config cluster = Installation.effective(documents, directory).getConfig("muster.cluster");
        JsonNode spec = Installation.deployment(documents).path("spec");
        Map<String, String> labels = Documents.map(spec.at("/template/metadata/labels"));

        assertThat(cluster.getString("formation")).isEqualTo("kubernetes");
        assertThat(Arrays.stream(cluster.getString("kubernetes.label-selector").split(","))
                        .map(label -> label.split("=", 2)))
                .isNotEmpty()
                .allSatisfy(label -> assertThat(labels).containsEntry(label[0], label[1]));
        int replicas = spec.path("replicas").asInt();
        assertThat(cluster.getInt("nodes-min"))
                .as("more than half of %d replicas, and no more than there are", replicas)
                .isGreaterThan(replicas / 2)
                .isLessThanOrEqualTo(replicas);
        assertThat(spec.at("/template/spec/containers/0/env/0/name").asText()).isEqualTo("MUSTER_CLUSTER_HOST");
        assertThat(spec.at("/template/spec/containers/0/env/0/valueFrom/fieldRef/fieldPath")
                        .asText())
                .isEqualTo("status.podIP");
    }

    @ParameterizedTest
    @MethodSource("installations")
    void shouldReachStoresThatAreThere(String overlay) throws IOException {
        List<ObjectNode> documents = Manifests.of("overlays/" + overlay);
        Config config = Installation.effective(documents, directory);

        List<String> named = new ArrayList<>(config.getStringList("muster.cassandra.contact-points"));
        named.addAll(List.of(config.getString("muster.kafka.bootstrap-servers").split(",")));

        assertThat(Hosts.known(documents)).containsAll(named);
    }

    /** What Kubernetes waits before it kills, against what a shutdown takes at most: all phases, one after the other. */
    @ParameterizedTest
    @MethodSource("installations")
    void shouldWaitForTheWholeShutdown(String overlay) throws IOException {
        List<ObjectNode> documents = Manifests.of("overlays/" + overlay);
        Config config = Installation.effective(documents, directory);
        JsonNode pod = Installation.deployment(documents).at("/spec/template/spec");
        Duration grace =
                Duration.ofSeconds(pod.path("terminationGracePeriodSeconds").asInt());

        assertThat(grace).isGreaterThanOrEqualTo(longestShutdown(config).plus(GRACE_MARGIN));
        assertThat(pod.at("/containers/0/lifecycle").isMissingNode())
                .as("a preStop hook takes its time out of the grace period: add it here")
                .isTrue();
    }

    @Test
    void shouldCountAllPhasesOfTheShutdown() throws IOException {
        Config config = Installation.effective(Manifests.of("overlays/dev"), directory);
        Duration phases = longestShutdown(config);

        Config longer = config.withValue(
                "akka.coordinated-shutdown.phases.cluster-leave.timeout", ConfigValueFactory.fromAnyRef("95s"));

        assertThat(phases).isBetween(Duration.ofSeconds(60), Duration.ofSeconds(600));
        assertThat(longestShutdown(longer)).isEqualTo(phases.plusSeconds(90));
    }

    private static Duration longestShutdown(Config config) {
        Duration byDefault = config.getDuration("akka.coordinated-shutdown.default-phase-timeout");
        ConfigObject phases = config.getObject("akka.coordinated-shutdown.phases");
        return phases.keySet().stream()
                .map(phase -> phases.toConfig().getConfig('"' + phase + '"'))
                .map(phase -> phase.hasPath("timeout") ? phase.getDuration("timeout") : byDefault)
                .reduce(Duration.ZERO, Duration::plus);
    }
}
