package dev.muster.ingest.broker;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigUtil;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.config.ConfigException;

/**
 * Where Kafka is, and how its clients prove who they are. Every client is made from {@link #properties()}: one that was not would
 * have no address either.
 *
 * @param client of Kafka's own clients, which all of them know: how they speak to a broker, and nothing of what they do there
 */
public record Brokers(String bootstrapServers, Map<String, String> client) {
    private static final String BOOTSTRAP = "muster.kafka.bootstrap-servers";
    private static final String CLIENT = "muster.kafka.client";
    private static final List<String> PREFIXES = List.of("security.", "sasl.", "ssl.");

    public Brokers {
        client = Map.copyOf(client);
        check(!bootstrapServers.isBlank(), BOOTSTRAP + " to name a broker", bootstrapServers);
        // Kafka's clients pass over what they do not know: a mistyped key would be found by nobody.
        Set<String> known = AdminClientConfig.configNames();
        for (String key : new TreeSet<>(client.keySet())) {
            check(
                    known.contains(key) && PREFIXES.stream().anyMatch(key::startsWith),
                    CLIENT + " to hold keys of Kafka's clients that begin with security., sasl. or ssl.",
                    key);
        }
        checkValues(bootstrapServers, client);
    }

    /** From the whole configuration. Throws {@link IllegalArgumentException} that says what was expected. */
    public static Brokers from(Config config) {
        Map<String, String> client = new HashMap<>();
        Config keys = config.getConfig(CLIENT);
        keys.entrySet()
                .forEach(entry -> client.put(
                        String.join(".", ConfigUtil.splitPath(entry.getKey())), keys.getString(entry.getKey())));
        return new Brokers(config.getString(BOOTSTRAP), client);
    }

    /** Some that ask nobody who they are. */
    public static Brokers at(String bootstrapServers) {
        return new Brokers(bootstrapServers, Map.of());
    }

    /** What every client begins with; what it is for comes on top. */
    public Map<String, String> properties() {
        Map<String, String> properties = new HashMap<>(client);
        properties.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        return properties;
    }

    /** Keys alone: some of the values are secrets. */
    @Override
    public String toString() {
        return "Brokers[bootstrapServers=%s, client=%s]".formatted(bootstrapServers, new TreeSet<>(client.keySet()));
    }

    /** As each client would, but at the start: a client that cannot be made is tried again as if Kafka were away. */
    private static void checkValues(String bootstrapServers, Map<String, String> client) {
        Map<String, Object> properties = new HashMap<>(client);
        properties.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        try {
            AdminClientConfig unused = new AdminClientConfig(properties);
        } catch (ConfigException e) {
            throw new IllegalArgumentException(
                    "Expected %s as Kafka's clients take it but: %s".formatted(CLIENT, e.getMessage()), e);
        }
    }

    private static void check(boolean holds, String expected, String got) {
        if (!holds) {
            throw new IllegalArgumentException("Expected %s but got '%s'".formatted(expected, got));
        }
    }
}
