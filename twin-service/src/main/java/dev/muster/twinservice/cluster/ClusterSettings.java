package dev.muster.twinservice.cluster;

import com.typesafe.config.Config;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;

/**
 * {@code muster.cluster}: where this node is for others, how it finds them, and when one is given up; see reference.conf.
 *
 * @param address where other nodes reach this one, and by which they know it
 * @param bind where it listens for them
 * @param peers where the nodes of the cluster answer, this one among them; only with {@link Formation#PEERS}
 * @param nodesMin so many must see each other before they form a new cluster; never 0 here
 * @param formAfter how long a node looks for a cluster before it takes part in forming one
 * @param management where this node answers those that look for a cluster
 * @param detectAfter how long a node may be silent beyond the interval of heartbeats before it counts as unreachable
 * @param stableAfter how long who is reachable must not have changed before a node is given up
 * @param leaveAfter how long a node that is told to end goes on serving while it says that it is not ready
 */
public record ClusterSettings(
        HostPort address,
        HostPort bind,
        Formation formation,
        List<HostPort> peers,
        int nodesMin,
        Duration formAfter,
        HostPort management,
        Kubernetes kubernetes,
        Duration detectAfter,
        Duration stableAfter,
        Duration leaveAfter) {
    private static final String PATH = "muster.cluster.";
    private static final int PORT_MAX = 65_535;
    /** All of them are asked each second while a node looks for its cluster. */
    private static final int PEERS_MAX = 100;

    private static final Duration FORM_AFTER_MIN = Duration.ofSeconds(1);
    private static final Duration FORM_AFTER_MAX = Duration.ofMinutes(5);
    /** Heartbeats come once a second: less would give up a node for one that is late. */
    private static final Duration SILENCE_MIN = Duration.ofSeconds(2);

    private static final Duration SILENCE_MAX = Duration.ofMinutes(1);
    /** Below the timeout of the phase before-service-unbind. */
    private static final Duration LEAVE_AFTER_MAX = Duration.ofSeconds(8);

    /**
     * Of the API that lists pods.
     *
     * @param namespace empty: that of this pod
     * @param labelSelector which pods are nodes
     * @param portName of the port that {@link #management} is
     */
    public record Kubernetes(String namespace, String labelSelector, String portName) {}

    public ClusterSettings {
        at("host", "port", address);
        at("bind-host", "bind-port", bind);
        at("management.host", "management.port", management);
        peers = List.copyOf(peers);
        peers.forEach(peer -> port("peers", peer.port()));
        between("peers, their number,", peers.size(), formation == Formation.PEERS ? 1 : 0, PEERS_MAX);
        if (new HashSet<>(peers).size() < peers.size()) {
            throw new IllegalArgumentException("Expected each of " + PATH + "peers once but got " + peers);
        }
        if (formation == Formation.PEERS && !peers.contains(management)) {
            // It could not tell that it is the one that is to begin.
            throw new IllegalArgumentException("Expected %speers to hold %smanagement of this node, %s, but got %s"
                    .formatted(PATH, PATH, management, peers));
        }
        between("nodes-min", nodesMin, 1, formation == Formation.PEERS ? peers.size() : PEERS_MAX);
        between("form-after", formAfter, FORM_AFTER_MIN, FORM_AFTER_MAX);
        between("detect-after", detectAfter, SILENCE_MIN, SILENCE_MAX);
        between("stable-after", stableAfter, SILENCE_MIN, SILENCE_MAX);
        between("leave-after", leaveAfter, Duration.ZERO, LEAVE_AFTER_MAX);
        if (formation == Formation.KUBERNETES) {
            // Akka fills a name into the selector as a format.
            present("kubernetes.label-selector", kubernetes.labelSelector.replace("%", ""), kubernetes.labelSelector);
            present("kubernetes.port-name", kubernetes.portName, kubernetes.portName);
        }
    }

    /** Reads {@code muster.cluster}; {@link IllegalArgumentException} says which key expects what. */
    public static ClusterSettings from(Config root) {
        Config cluster = root.getConfig("muster.cluster");
        Formation formation = Formation.of(cluster.getString("formation"));
        List<HostPort> peers = cluster.getStringList("peers").stream()
                .map(peer -> HostPort.parse(PATH + "peers", peer))
                .toList();
        return new ClusterSettings(
                new HostPort(cluster.getString("host"), cluster.getInt("port")),
                new HostPort(cluster.getString("bind-host"), cluster.getInt("bind-port")),
                formation,
                peers,
                nodesMin(formation, peers.size(), cluster.getInt("nodes-min")),
                cluster.getDuration("form-after"),
                new HostPort(cluster.getString("management.host"), cluster.getInt("management.port")),
                new Kubernetes(
                        cluster.getString("kubernetes.namespace"),
                        cluster.getString("kubernetes.label-selector"),
                        cluster.getString("kubernetes.port-name")),
                cluster.getDuration("detect-after"),
                cluster.getDuration("stable-after"),
                cluster.getDuration("leave-after"));
    }

    /** More than half of the peers where nobody says. How many pods there will be, nobody here can know. */
    private static int nodesMin(Formation formation, int peers, int given) {
        if (given != 0) {
            return given;
        }
        return switch (formation) {
            case SINGLE -> 1;
            case PEERS -> peers / 2 + 1;
            case KUBERNETES ->
                throw new IllegalArgumentException(
                        "Expected %snodes-min to be set with formation kubernetes, to more than half of the replicas, but it is 0"
                                .formatted(PATH));
        };
    }

    private static void at(String hostKey, String portKey, HostPort at) {
        present(hostKey, at.host(), at.host());
        port(portKey, at.port());
    }

    private static void port(String key, int port) {
        between(key, port, 1, PORT_MAX);
    }

    private static void present(String key, String needed, String given) {
        if (needed.isBlank() || needed.length() < given.length()) {
            throw new IllegalArgumentException("Expected %s%s, without %%, but got '%s'".formatted(PATH, key, given));
        }
    }

    private static <T extends Comparable<T>> void between(String key, T given, T min, T max) {
        if (given.compareTo(min) < 0 || given.compareTo(max) > 0) {
            throw new IllegalArgumentException(
                    "Expected %s%s from %s to %s but got %s".formatted(PATH, key, min, max, given));
        }
    }
}
