package dev.muster.k8s.reference;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.muster.k8s.render.Documents;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Who answers at which host and port inside a namespace: Services, and those that operators make of their resources. */
public final class Hosts {
    private Hosts() {}

    /** As {@code host:port}. */
    public static Set<String> known(Collection<ObjectNode> documents) {
        Set<String> known = new TreeSet<>();
        for (ObjectNode document : documents) {
            String name = Documents.name(document);
            switch (Documents.kind(document)) {
                case "Service" ->
                    document.at("/spec/ports")
                            .forEach(port ->
                                    known.add(name + ":" + port.path("port").asText()));
                case "Kafka" ->
                    document.at("/spec/kafka/listeners")
                            .forEach(listener -> known.add(name + "-kafka-bootstrap:"
                                    + listener.path("port").asText()));
                case "CassandraDatacenter" ->
                    known.add("%s-%s-service:9042"
                            .formatted(document.at("/spec/clusterName").asText(), name));
                default -> {
                    // Nobody answers because of it.
                }
            }
        }
        return known;
    }

    /** What the variables of the fleet job name and nobody answers at. */
    static List<String> unknown(JsonNode variables, Collection<ObjectNode> documents) {
        Set<String> known = known(documents);
        List<String> unknown = new ArrayList<>();
        for (JsonNode variable : variables) {
            String value = variable.path("value").asText();
            String host =
                    switch (variable.path("name").asText()) {
                        case "KAFKA" -> value;
                        case "MUSTER_URL" -> hostAndPort(URI.create(value));
                        default -> "";
                    };
            if (!host.isEmpty() && !known.contains(host)) {
                unknown.add(host);
            }
        }
        return unknown;
    }

    private static String hostAndPort(URI uri) {
        return uri.getHost() + ":" + (uri.getPort() < 0 ? 80 : uri.getPort());
    }
}
