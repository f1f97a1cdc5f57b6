package dev.muster.loadtest.service;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How to start the service.
 *
 * @param project where {@code twin-service/target} is
 * @param logFile standard output and error, appended
 * @param kafka bootstrap servers, {@code host:port}
 * @param cassandra contact point, {@code host:port}
 * @param httpPort on loopback
 * @param more settings of the service by key, for example {@code muster.topics.telemetry}
 */
public record ServiceSettings(
        Path project, Path logFile, String kafka, String cassandra, int httpPort, Map<String, String> more) {
    private static final List<String> TOPICS = List.of(
            "telemetry", "quarantine", "model", "clock", "commands", "command-acks", "command-records", "promises");

    public ServiceSettings {
        more = Map.copyOf(more);
    }

    /** Where its HTTP API will be. */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + httpPort);
    }

    /** What it reads telemetry from. */
    public String telemetryTopic() {
        return more.getOrDefault("muster.topics.telemetry", "telemetry");
    }

    /** Whose offsets say how far it has read telemetry. */
    public String consumerGroup() {
        return more.getOrDefault("muster.ingest.consumer-group", "muster");
    }

    /** The same service, of another build. */
    public ServiceSettings builtBy(Path otherProject) {
        return new ServiceSettings(otherProject, logFile, kafka, cassandra, httpPort, more);
    }

    /** With topics, groups of consumers and a keyspace of its own: others of the same stack see nothing of it. */
    public ServiceSettings apart(String name) {
        ServiceSettings own = this;
        for (String topic : TOPICS) {
            own = own.with("muster.topics." + topic, topic + "-" + name);
        }
        return own.with("muster.ingest.consumer-group", name)
                .with("muster.command.consumer-group", "commands-" + name)
                .with("muster.cassandra.keyspace", name.replace('-', '_'));
    }

    public ServiceSettings with(String key, String value) {
        Map<String, String> changed = new TreeMap<>(more);
        changed.put(key, value);
        return new ServiceSettings(project, logFile, kafka, cassandra, httpPort, changed);
    }
}
