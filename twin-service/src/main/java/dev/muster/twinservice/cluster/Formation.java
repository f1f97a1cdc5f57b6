package dev.muster.twinservice.cluster;

import java.util.Arrays;
import java.util.Locale;

/** How a node finds the cluster that it belongs to. */
public enum Formation {
    /** It is a cluster of its own, at once. */
    SINGLE,
    /** It asks the peers that its configuration names. */
    PEERS,
    /** It asks Kubernetes for the pods that carry a label. */
    KUBERNETES;

    static Formation of(String text) {
        return Arrays.stream(values())
                .filter(formation -> formation.text().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "Expected muster.cluster.formation to be single, peers or kubernetes but got '%s'"
                                .formatted(text)));
    }

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
