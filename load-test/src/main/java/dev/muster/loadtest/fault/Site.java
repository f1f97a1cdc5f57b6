package dev.muster.loadtest.fault;

import dev.muster.loadtest.fault.traffic.FaultTopics;
import dev.muster.loadtest.service.ServiceCluster;
import dev.muster.loadtest.service.ServiceSettings;
import dev.muster.loadtest.stack.ServerProcess;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All that faults can happen to: the nodes, the network between them, and what they stand on; with topics and a keyspace that
 * nobody else has.
 */
public final class Site implements AutoCloseable {
    private final ServiceCluster cluster;
    private final FaultTopics topics;
    private final @Nullable Network network;
    private final @Nullable ServerProcess kafka;
    private final @Nullable ServerProcess cassandra;

    private Site(
            ServiceCluster cluster,
            FaultTopics topics,
            @Nullable Network network,
            @Nullable ServerProcess kafka,
            @Nullable ServerProcess cassandra) {
        this.cluster = cluster;
        this.topics = topics;
        this.network = network;
        this.kafka = kafka;
        this.cassandra = cassandra;
    }

    /** On a stack that others use too, which nothing happens to. {@code unique}: letters, digits and dashes. */
    public static Site of(ServiceSettings settings, int nodes, String unique) {
        return new Site(ServiceCluster.of(own(settings, unique), nodes), topics(settings, unique), null, null, null);
    }

    /** On a stack of its own, and with a network that can be cut. */
    static Site of(ServiceSettings settings, int nodes, String unique, ServerProcess kafka, ServerProcess cassandra) {
        ServiceCluster cluster = ServiceCluster.of(own(settings, unique), nodes);
        return new Site(cluster, topics(settings, unique), new Network(cluster), kafka, cassandra);
    }

    private static ServiceSettings own(ServiceSettings settings, String unique) {
        Map<String, String> own = new TreeMap<>(settings.more());
        own.put("muster.cassandra.keyspace", unique.replace('-', '_').toLowerCase(Locale.ROOT));
        for (String topic : new String[] {
            "telemetry", "quarantine", "model", "clock", "commands", "command-acks", "command-records", "promises"
        }) {
            own.put("muster.topics." + topic, topic + "-" + unique);
        }
        own.put("muster.ingest.consumer-group", unique);
        own.put("muster.command.consumer-group", "commands-" + unique);
        return new ServiceSettings(
                settings.project(),
                settings.logFile(),
                settings.kafka(),
                settings.cassandra(),
                settings.httpPort(),
                own);
    }

    private static FaultTopics topics(ServiceSettings settings, String unique) {
        return new FaultTopics(
                settings.kafka(),
                "telemetry-" + unique,
                "commands-" + unique,
                "command-acks-" + unique,
                "command-records-" + unique);
    }

    public ServiceCluster cluster() {
        return cluster;
    }

    FaultTopics topics() {
        return topics;
    }

    boolean hasNetwork() {
        return network != null;
    }

    Network network() {
        return there(network, "a network that can be cut");
    }

    ServerProcess kafka() {
        return there(kafka, "a Kafka of its own");
    }

    ServerProcess cassandra() {
        return there(cassandra, "a Cassandra of its own");
    }

    private static <T> T there(@Nullable T part, String what) {
        if (part == null) {
            throw new IllegalStateException("Expected %s but this site has none".formatted(what));
        }
        return part;
    }

    @Override
    public void close() {
        cluster.close();
        if (network != null) {
            network.close();
        }
    }
}
