package dev.muster.loadtest.service;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Several nodes of one service, over the same Kafka and Cassandra. All their ports are chosen before the first one starts, so that they
 * can be started in any order and find each other.
 */
public final class ServiceCluster implements AutoCloseable {
    private static final String LOOPBACK = "127.0.0.1";

    private final List<ServiceNode> nodes;

    private ServiceCluster(List<ServiceNode> nodes) {
        this.nodes = List.copyOf(nodes);
    }

    /**
     * None is started yet. The first port for HTTP is that of {@code settings}, all others are free ones. A single node waits for
     * nobody.
     */
    public static ServiceCluster of(ServiceSettings settings, int nodes) {
        return of(settings, nodes, nodes / 2 + 1);
    }

    /**
     * Likewise.
     *
     * @param nodesMin so many must see each other before they form a cluster
     */
    public static ServiceCluster of(ServiceSettings settings, int nodes, int nodesMin) {
        if (nodes < 1 || nodesMin < 1 || nodesMin > nodes) {
            throw new IllegalArgumentException(
                    "Expected at least one node, and nodesMin from 1 to nodes, but got %d and %d"
                            .formatted(nodes, nodesMin));
        }
        List<NodePorts> ports = new ArrayList<>(NodePorts.free(nodes));
        ports.set(
                0,
                new NodePorts(
                        settings.httpPort(),
                        ports.get(0).cluster(),
                        ports.get(0).management()));
        List<ServiceNode> all = new ArrayList<>();
        for (int i = 0; i < nodes; i++) {
            all.add(new ServiceNode(i, ports.get(i), settingsOf(settings, i, ports, nodesMin)));
        }
        return new ServiceCluster(all);
    }

    private static ServiceSettings settingsOf(ServiceSettings common, int index, List<NodePorts> all, int nodesMin) {
        NodePorts own = all.get(index);
        if (all.size() == 1) {
            // A cluster of its own, as a service that was never told of any other is.
            return common.with("muster.cluster.port", Integer.toString(own.cluster()));
        }
        ServiceSettings settings = new ServiceSettings(
                        common.project(),
                        logFile(common.logFile(), index),
                        common.kafka(),
                        common.cassandra(),
                        own.http(),
                        common.more())
                .with("muster.cluster.formation", "peers")
                .with("muster.cluster.nodes-min", Integer.toString(nodesMin))
                .with("muster.cluster.host", LOOPBACK)
                .with("muster.cluster.port", Integer.toString(own.cluster()))
                .with("muster.cluster.management.host", LOOPBACK)
                .with("muster.cluster.management.port", Integer.toString(own.management()));
        for (int i = 0; i < all.size(); i++) {
            settings = settings.with(
                    "muster.cluster.peers." + i, LOOPBACK + ":" + all.get(i).management());
        }
        return settings;
    }

    /** {@code service.log} becomes {@code service-0.log}. */
    private static Path logFile(Path common, int index) {
        String name = String.valueOf(common.getFileName());
        int dot = name.lastIndexOf('.');
        String numbered =
                dot < 0 ? name + "-" + index : "%s-%d%s".formatted(name.substring(0, dot), index, name.substring(dot));
        return common.resolveSibling(numbered);
    }

    public int size() {
        return nodes.size();
    }

    /** From 0 on. */
    public ServiceNode node(int index) {
        return nodes.get(index);
    }

    public List<ServiceNode> nodes() {
        return nodes;
    }

    /** Those whose process runs, paused ones among them. */
    public List<ServiceNode> alive() {
        return nodes.stream().filter(ServiceNode::isAlive).toList();
    }

    /** Starts all and returns at once. */
    public void start() {
        nodes.forEach(ServiceNode::start);
    }

    /** Waits until all are ready, each within what is left of {@code within}; {@link ServiceFailure} when one is not. */
    public void awaitReady(Duration within) {
        long deadline = System.nanoTime() + within.toNanos();
        nodes.forEach(node -> node.awaitReady(Duration.ofNanos(Math.max(0, deadline - System.nanoTime()))));
    }

    /** Kills whatever runs. */
    @Override
    public void close() {
        nodes.forEach(ServiceNode::close);
    }
}
