package dev.muster.k8s.reference;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.muster.k8s.render.Documents;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What runs because of a document: pods of its template, or those that an operator makes of its resource.
 *
 * @param owner in messages
 * @param spec missing for an operator's
 * @param ports by name and number, all that its containers name; an operator's by number
 */
record Pod(String owner, Map<String, String> labels, JsonNode spec, Set<String> ports) {
    private static final String CQL = "9042";

    static List<Pod> all(Collection<ObjectNode> documents) {
        List<Pod> pods = new ArrayList<>();
        for (ObjectNode document : documents) {
            JsonNode template = document.at("/spec/template");
            switch (Documents.kind(document)) {
                case "Deployment", "StatefulSet", "Job" ->
                    pods.add(new Pod(
                            Documents.id(document),
                            Documents.map(template.at("/metadata/labels")),
                            template.path("spec"),
                            ports(template.path("spec"))));
                case "KafkaNodePool" -> pods.add(broker(document, documents));
                case "CassandraDatacenter" ->
                    pods.add(new Pod(
                            Documents.id(document),
                            Map.of(
                                    "cassandra.datastax.com/datacenter", Documents.name(document),
                                    "cassandra.datastax.com/cluster",
                                            document.at("/spec/clusterName").asText()),
                            MissingNode.getInstance(),
                            Set.of(CQL)));
                default -> {
                    // Nothing runs because of it.
                }
            }
        }
        return pods;
    }

    private static Pod broker(ObjectNode pool, Collection<ObjectNode> documents) {
        String cluster = pool.at("/metadata/labels").path("strimzi.io/cluster").asText();
        Set<String> ports = new TreeSet<>();
        Documents.find(documents, "Kafka", cluster).ifPresent(kafka -> kafka.at("/spec/kafka/listeners")
                .forEach(listener -> ports.add(listener.path("port").asText())));
        return new Pod(
                Documents.id(pool),
                Map.of("strimzi.io/cluster", cluster, "strimzi.io/pool-name", Documents.name(pool)),
                MissingNode.getInstance(),
                ports);
    }

    private static Set<String> ports(JsonNode spec) {
        Set<String> ports = new TreeSet<>();
        for (JsonNode container : spec.path("containers")) {
            ports.addAll(ports(container, "name"));
            ports.addAll(ports(container, "containerPort"));
        }
        return ports;
    }

    private static List<String> ports(JsonNode container, String field) {
        return Documents.each(container.path("ports"))
                .map(port -> port.path(field).asText())
                .toList();
    }

    boolean hasPort(JsonNode nameOrNumber) {
        return ports.contains(nameOrNumber.asText());
    }

    /** By {@code matchLabels} and {@code matchExpressions} with {@code In}; an empty selector selects everything. */
    boolean isSelectedBy(JsonNode selector) {
        Map<String, String> wanted = new TreeMap<>(Documents.map(selector.path("matchLabels")));
        return wanted.entrySet().stream().allMatch(label -> label.getValue().equals(labels.get(label.getKey())))
                && Documents.each(selector.path("matchExpressions")).allMatch(expression -> Documents.texts(
                                expression.path("values"))
                        .contains(labels.getOrDefault(expression.path("key").asText(), "")));
    }
}
