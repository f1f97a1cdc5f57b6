package dev.muster.twinservice.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClusterSettingsTest {
    private static final Config REFERENCE = ConfigFactory.defaultReference().withOnlyPath("muster.cluster");
    private static final HostPort HERE = new HostPort("127.0.0.1", 8558);

    @Test
    void shouldBeAClusterOfItsOwnByDefault() {
        assertThat(ClusterSettings.from(REFERENCE))
                .isEqualTo(new ClusterSettings(
                        new HostPort("127.0.0.1", 7600),
                        new HostPort("127.0.0.1", 7600),
                        Formation.SINGLE,
                        List.of(),
                        1,
                        Duration.ofSeconds(3),
                        HERE,
                        new ClusterSettings.Kubernetes("", "app.kubernetes.io/name=muster", "management"),
                        Duration.ofSeconds(3),
                        Duration.ofSeconds(3),
                        Duration.ZERO));
    }

    @Test
    void shouldReadEveryKey() {
        Map<String, Object> other = Map.ofEntries(
                Map.entry("host", "a"),
                Map.entry("port", 1),
                Map.entry("bind-host", "b"),
                Map.entry("bind-port", 2),
                Map.entry("formation", "peers"),
                Map.entry("peers", List.of("c:3", "[::1]:4")),
                Map.entry("nodes-min", 1),
                Map.entry("form-after", "5s"),
                Map.entry("management", Map.of("host", "c", "port", 3)),
                Map.entry("kubernetes", Map.of("namespace", "n", "label-selector", "l=m", "port-name", "p")),
                Map.entry("detect-after", "6s"),
                Map.entry("stable-after", "7s"),
                Map.entry("leave-after", "8s"));

        assertThat(REFERENCE.getConfig("muster.cluster").root().keySet()).isEqualTo(other.keySet());
        assertThat(ClusterSettings.from(ConfigFactory.parseMap(Map.of("muster.cluster", other))))
                .isEqualTo(new ClusterSettings(
                        new HostPort("a", 1),
                        new HostPort("b", 2),
                        Formation.PEERS,
                        List.of(new HostPort("c", 3), new HostPort("::1", 4)),
                        1,
                        Duration.ofSeconds(5),
                        new HostPort("c", 3),
                        new ClusterSettings.Kubernetes("n", "l=m", "p"),
                        Duration.ofSeconds(6),
                        Duration.ofSeconds(7),
                        Duration.ofSeconds(8)));
    }

    @ParameterizedTest
    @CsvSource({
        "host, ''",
        "bind-host, ' '",
        "management.host, ''",
        "port, 0",
        "port, 65536",
        "bind-port, 0",
        "management.port, 0",
        "formation, many",
        "nodes-min, -1",
        "nodes-min, 101",
        "form-after, 999ms",
        "form-after, 301s",
        "detect-after, 1999ms",
        "detect-after, 61s",
        "stable-after, 1999ms",
        "stable-after, 61s",
        "leave-after, -1s",
        "leave-after, 8001ms"
    })
    void shouldRefuseWhatCannotWork(String key, String value) {
        assertRefused(key, Map.of("muster.cluster." + key, value));
    }

    @ParameterizedTest
    @CsvSource({
        "port, 1",
        "port, 65535",
        "nodes-min, 100",
        "form-after, 1s",
        "form-after, 5m",
        "detect-after, 2s",
        "detect-after, 1m",
        "stable-after, 2s",
        "stable-after, 1m",
        "leave-after, 8s"
    })
    void shouldTakeWhatJustWorks(String key, String value) {
        assertThatNoException().isThrownBy(() -> settings(Map.of("muster.cluster." + key, value)));
    }

    @Test
    void shouldAskForMoreThanHalfOfThePeers() {
        assertThat(peers("127.0.0.1:8558").nodesMin()).isEqualTo(1);
        assertThat(peers("127.0.0.1:8558", "b:1").nodesMin()).isEqualTo(2);
        assertThat(peers("127.0.0.1:8558", "b:1", "b:2").nodesMin()).isEqualTo(2);
        assertThat(peers("127.0.0.1:8558", "b:1", "b:2", "b:3").nodesMin()).isEqualTo(3);
    }

    private static ClusterSettings peers(String... peers) {
        return settings(Map.of("muster.cluster.formation", "peers", "muster.cluster.peers", List.of(peers)));
    }

    @Test
    void shouldRefusePeersThatAreNoCluster() {
        assertRefused("peers", ofPeers());
        assertRefused("peers", ofPeers("b:1", "b:2"));
        assertRefused("peers", ofPeers("127.0.0.1:8558", "b"));
        assertRefused("peers", ofPeers("127.0.0.1:8558", "b:0"));
        assertRefused("peers", ofPeers("127.0.0.1:8558", "http://b:1"));
        assertRefused("peers", ofPeers("127.0.0.1:8558", "b:1", "b:1"));
    }

    @Test
    void shouldRefuseToWaitForMoreThanThereAre() {
        assertRefused(
                "nodes-min",
                Map.of(
                        "muster.cluster.formation",
                        "peers",
                        "muster.cluster.peers",
                        List.of("127.0.0.1:8558"),
                        "muster.cluster.nodes-min",
                        2));
    }

    private static Map<String, Object> ofPeers(String... peers) {
        return Map.of("muster.cluster.formation", "peers", "muster.cluster.peers", List.of(peers));
    }

    @Test
    void shouldNotGuessHowManyPodsThereWillBe() {
        assertRefused("nodes-min", Map.of("muster.cluster.formation", "kubernetes"));
        assertThat(settings(Map.of("muster.cluster.formation", "kubernetes", "muster.cluster.nodes-min", 2))
                        .nodesMin())
                .isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"kubernetes.label-selector, ''", "kubernetes.label-selector, app=%s", "kubernetes.port-name, ''"})
    void shouldRefuseALookupOfPodsThatFindsNone(String key, String value) {
        assertRefused(
                key,
                Map.of(
                        "muster.cluster.formation",
                        "kubernetes",
                        "muster.cluster.nodes-min",
                        2,
                        "muster.cluster." + key,
                        value));
    }

    private static void assertRefused(String key, Map<String, ?> given) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings(given))
                .withMessageContaining("muster.cluster." + key)
                .withMessageStartingWith("Expected ");
    }

    private static ClusterSettings settings(Map<String, ?> given) {
        return ClusterSettings.from(ConfigFactory.parseMap(given).withFallback(REFERENCE));
    }
}
