package dev.muster.twinservice.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AkkaClusterTest {
    private static final String DISCOVERY = "akka.management.cluster.bootstrap.contact-point-discovery.";

    @Test
    void shouldHaveANodeListenElsewhereThanItIsReached() {
        Config akka = akka(Map.of(
                "muster.cluster.host",
                "public",
                "muster.cluster.port",
                1,
                "muster.cluster.bind-host",
                "0.0.0.0",
                "muster.cluster.bind-port",
                2));

        assertThat(akka.getString("akka.remote.artery.canonical.hostname")).isEqualTo("public");
        assertThat(akka.getInt("akka.remote.artery.canonical.port")).isEqualTo(1);
        assertThat(akka.getString("akka.remote.artery.bind.hostname")).isEqualTo("0.0.0.0");
        assertThat(akka.getInt("akka.remote.artery.bind.port")).isEqualTo(2);
    }

    @Test
    void shouldListenWhereItIsReachedUnlessToldOtherwise() {
        Config akka = akka(Map.of("muster.cluster.host", "public", "muster.cluster.port", 1));

        assertThat(akka.getString("akka.remote.artery.bind.hostname")).isEqualTo("public");
        assertThat(akka.getInt("akka.remote.artery.bind.port")).isEqualTo(1);
    }

    @Test
    void shouldGiveUpWhoIsSilentAsConfigured() {
        Config akka = akka(Map.of("muster.cluster.detect-after", "5s", "muster.cluster.stable-after", "6s"));

        assertThat(akka.getDuration("akka.cluster.failure-detector.acceptable-heartbeat-pause"))
                .isEqualTo(Duration.ofSeconds(5));
        assertThat(akka.getDuration("akka.cluster.split-brain-resolver.stable-after"))
                .isEqualTo(Duration.ofSeconds(6));
    }

    @Test
    void shouldLetNothingBeingSetWaitForPeersOfASingleNode() {
        Config akka = akka(Map.of());

        assertThat(akka.getInt("akka.cluster.min-nr-of-members")).isEqualTo(1);
        assertThat(akka.getObject("akka.discovery.config.services")).isEmpty();
    }

    @Test
    void shouldFormAClusterOfThePeersAndOnlyOfEnough() {
        Config akka = akka(Map.of(
                "muster.cluster.formation",
                "peers",
                "muster.cluster.management.host",
                "a",
                "muster.cluster.management.port",
                1,
                "muster.cluster.peers",
                List.of("a:1", "b:2", "c:3")));

        assertThat(akka.getString(DISCOVERY + "discovery-method")).isEqualTo("config");
        assertThat(akka.getInt(DISCOVERY + "required-contact-point-nr")).isEqualTo(2);
        assertThat(akka.getInt("akka.cluster.min-nr-of-members")).isEqualTo(2);
        assertThat(akka.getBoolean(DISCOVERY + "contact-with-all-contact-points"))
                .isFalse();
        assertThat(akka.getString("akka.management.http.hostname")).isEqualTo("a");
        assertThat(akka.getInt("akka.management.http.port")).isEqualTo(1);
        assertThat(akka.getConfigList("akka.discovery.config.services.muster.endpoints").stream()
                        .map(peer -> peer.getString("host") + ":" + peer.getInt("port")))
                .containsExactly("a:1", "b:2", "c:3");
    }

    @Test
    void shouldLookForThePodsOfTheLabel() {
        Config akka = akka(Map.of(
                "muster.cluster.formation", "kubernetes",
                "muster.cluster.nodes-min", 2,
                "muster.cluster.kubernetes.namespace", "plant",
                "muster.cluster.kubernetes.label-selector", "app=this",
                "muster.cluster.kubernetes.port-name", "mgmt"));

        assertThat(akka.getString(DISCOVERY + "discovery-method")).isEqualTo("kubernetes-api");
        assertThat(akka.getString(DISCOVERY + "port-name")).isEqualTo("mgmt");
        assertThat(akka.getString("akka.discovery.kubernetes-api.pod-namespace"))
                .isEqualTo("plant");
        assertThat(akka.getString("akka.discovery.kubernetes-api.pod-label-selector"))
                .isEqualTo("app=this");
    }

    @Test
    void shouldLetNobodyEndANodeFromOutside() {
        assertThat(akka(Map.of()).getBoolean("akka.management.http.route-providers-read-only"))
                .isTrue();
    }

    /** All of what a node runs with. */
    private static Config akka(Map<String, ?> given) {
        Config config = ConfigFactory.parseMap(given)
                .withFallback(ConfigFactory.parseResources("application.conf"))
                .withFallback(ConfigFactory.defaultReferenceUnresolved())
                .resolve();
        return AkkaCluster.keys(ClusterSettings.from(config)).withFallback(config);
    }
}
