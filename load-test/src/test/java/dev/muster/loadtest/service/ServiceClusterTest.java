package dev.muster.loadtest.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class ServiceClusterTest {
    private static final ServiceSettings COMMON = new ServiceSettings(
            Path.of("project"),
            Path.of("logs", "service.log"),
            "127.0.0.1:9092",
            "127.0.0.1:9042",
            8080,
            Map.of("muster.topics.telemetry", "mine"));

    private final ServiceCluster cluster = ServiceCluster.of(COMMON, 3);

    @Test
    void shouldTellEveryNodeOfAllOthers() {
        List<String> management = cluster.nodes().stream()
                .map(node -> "127.0.0.1:" + node.ports().management())
                .toList();

        assertThat(cluster.nodes()).hasSize(3).allSatisfy(node -> {
            Map<String, String> settings = node.settings().more();
            assertThat(IntStream.range(0, 3).mapToObj(i -> settings.get("muster.cluster.peers." + i)))
                    .isEqualTo(management);
            assertThat(settings)
                    .containsEntry("muster.topics.telemetry", "mine")
                    .containsEntry("muster.cluster.formation", "peers")
                    .containsEntry("muster.cluster.nodes-min", "2")
                    .containsEntry("muster.cluster.host", "127.0.0.1")
                    .containsEntry("muster.cluster.port", "" + node.ports().cluster())
                    .containsEntry("muster.cluster.management.host", "127.0.0.1")
                    .containsEntry(
                            "muster.cluster.management.port", "" + node.ports().management());
            assertThat(node.uri())
                    .isEqualTo(URI.create("http://127.0.0.1:" + node.ports().http()));
        });
    }

    @Test
    void shouldGiveEveryNodePortsAndALogOfItsOwn() {
        assertThat(cluster.nodes().stream()
                        .map(ServiceNode::ports)
                        .flatMap(ports -> Stream.of(ports.http(), ports.cluster(), ports.management())))
                .hasSize(9)
                .doesNotHaveDuplicates();
        assertThat(cluster.node(0).ports().http()).isEqualTo(8080);
        assertThat(cluster.nodes().stream().map(ServiceNode::logFile))
                .containsExactly(
                        Path.of("logs", "service-0.log"),
                        Path.of("logs", "service-1.log"),
                        Path.of("logs", "service-2.log"));
    }

    @Test
    void shouldAskForAMajorityUnlessToldOtherwise() {
        assertThat(IntStream.rangeClosed(1, 5).mapToObj(nodes -> nodesMin(ServiceCluster.of(COMMON, nodes))))
                .containsExactly("none", "2", "2", "3", "3");
        assertThat(nodesMin(ServiceCluster.of(COMMON, 3, 1))).isEqualTo("1");
        assertThat(nodesMin(ServiceCluster.of(COMMON, 3, 3))).isEqualTo("3");
    }

    @Test
    void shouldLetASingleNodeWaitForNobody() {
        ServiceNode single = ServiceCluster.of(COMMON, 1).node(0);

        assertThat(single.settings().more().keySet())
                .containsExactlyInAnyOrder("muster.topics.telemetry", "muster.cluster.port");
        assertThat(single.logFile()).isEqualTo(COMMON.logFile());
        assertThat(single.uri()).isEqualTo(COMMON.uri());
    }

    private static String nodesMin(ServiceCluster cluster) {
        return cluster.node(0).settings().more().getOrDefault("muster.cluster.nodes-min", "none");
    }

    @Test
    void shouldRefuseWhatIsNoCluster() {
        for (int[] wrong : new int[][] {{0, 1}, {3, 0}, {3, 4}}) {
            assertThatThrownBy(() -> ServiceCluster.of(COMMON, wrong[0], wrong[1]))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("Expected at least one node");
        }
    }

    @Test
    void shouldChangeASettingOfOneNodeOnly() {
        cluster.node(1).set("muster.cluster.bind-port", "7");

        assertThat(cluster.node(1).settings().more()).containsEntry("muster.cluster.bind-port", "7");
        assertThat(cluster.node(2).settings().more()).doesNotContainKey("muster.cluster.bind-port");
    }

    @Test
    void shouldSayThatANodeWasNeverStarted() {
        assertThat(cluster.alive()).isEmpty();
        assertThat(cluster.node(2).isReady()).isFalse();
        assertThatThrownBy(() -> cluster.node(2).stop(Duration.ofSeconds(1)))
                .isInstanceOf(ServiceFailure.class)
                .hasMessage("Expected node 2 to have been started, but it never was");
    }
}
