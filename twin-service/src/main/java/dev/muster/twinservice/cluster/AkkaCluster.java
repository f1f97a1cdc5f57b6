package dev.muster.twinservice.cluster;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** What {@link ClusterSettings} are in Akka's own keys. What never changes stands in application.conf. */
public final class AkkaCluster {
    /** Under which the peers are looked up, wherever. */
    static final String SERVICE = "muster";

    private static final String DISCOVERY = "akka.management.cluster.bootstrap.contact-point-discovery.";

    private AkkaCluster() {}

    /** Before anything else: an operator sets {@code muster.cluster}, and nothing behind its back. */
    public static Config keys(ClusterSettings settings) {
        Map<String, Object> keys = new HashMap<>();
        keys.put("akka.remote.artery.canonical.hostname", settings.address().host());
        keys.put("akka.remote.artery.canonical.port", settings.address().port());
        keys.put("akka.remote.artery.bind.hostname", settings.bind().host());
        keys.put("akka.remote.artery.bind.port", settings.bind().port());
        keys.put("akka.cluster.failure-detector.acceptable-heartbeat-pause", millis(settings.detectAfter()));
        keys.put("akka.cluster.split-brain-resolver.stable-after", millis(settings.stableAfter()));
        if (settings.formation() != Formation.SINGLE) {
            addBootstrap(settings, keys);
        }
        return ConfigFactory.parseMap(keys, "muster.cluster");
    }

    private static void addBootstrap(ClusterSettings settings, Map<String, Object> keys) {
        keys.put("akka.management.http.hostname", settings.management().host());
        keys.put("akka.management.http.port", settings.management().port());
        keys.put(DISCOVERY + "effective-name", SERVICE);
        keys.put(DISCOVERY + "required-contact-point-nr", settings.nodesMin());
        keys.put(DISCOVERY + "stable-margin", millis(settings.formAfter()));
        // Who is seen has not joined yet, and may join another: only so many that have joined are a cluster. As one
        // node joins one
        // cluster only, more than half of all cannot be in two.
        keys.put("akka.cluster.min-nr-of-members", settings.nodesMin());
        if (settings.formation() == Formation.PEERS) {
            keys.put(DISCOVERY + "discovery-method", "config");
            keys.put(
                    "akka.discovery.config.services." + SERVICE + ".endpoints",
                    settings.peers().stream()
                            .map(peer -> Map.of("host", peer.host(), "port", peer.port()))
                            .toList());
        } else {
            keys.put(DISCOVERY + "discovery-method", "kubernetes-api");
            keys.put(DISCOVERY + "port-name", settings.kubernetes().portName());
            keys.put(
                    "akka.discovery.kubernetes-api.pod-label-selector",
                    settings.kubernetes().labelSelector());
            if (!settings.kubernetes().namespace().isEmpty()) {
                keys.put(
                        "akka.discovery.kubernetes-api.pod-namespace",
                        settings.kubernetes().namespace());
            }
        }
    }

    private static String millis(Duration duration) {
        return duration.toMillis() + "ms";
    }
}
