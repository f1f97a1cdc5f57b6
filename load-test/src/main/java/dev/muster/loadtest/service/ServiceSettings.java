package dev.muster.loadtest.service;

import java.net.URI;
import java.nio.file.Path;
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
    public ServiceSettings {
        more = Map.copyOf(more);
    }

    /** Where its HTTP API will be. */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + httpPort);
    }

    /** The same service, of another build. */
    public ServiceSettings builtBy(Path otherProject) {
        return new ServiceSettings(otherProject, logFile, kafka, cassandra, httpPort, more);
    }

    public ServiceSettings with(String key, String value) {
        Map<String, String> changed = new TreeMap<>(more);
        changed.put(key, value);
        return new ServiceSettings(project, logFile, kafka, cassandra, httpPort, changed);
    }
}
