package dev.muster.k8s.model;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.k8s.render.Documents;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the models of Kubernetes leave to the server: values from a fixed list, names, and what must be there. */
final class Values {
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?");
    private static final Pattern PORT_NAME = Pattern.compile("(?=.*[a-z])[a-z0-9]([-a-z0-9]{0,13}[a-z0-9])?");
    private static final Pattern LABEL = Pattern.compile("([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?");

    private static final Map<String, Set<String>> LISTS = Map.of(
            "imagePullPolicy", Set.of("Always", "IfNotPresent", "Never"),
            "protocol", Set.of("TCP", "UDP", "SCTP"),
            "whenUnsatisfiable", Set.of("DoNotSchedule", "ScheduleAnyway"),
            "nodeTaintsPolicy", Set.of("Honor", "Ignore"),
            "restartPolicy", Set.of("Always", "OnFailure", "Never"),
            "policyTypes", Set.of("Ingress", "Egress"),
            "accessModes", Set.of("ReadWriteOnce", "ReadOnlyMany", "ReadWriteMany", "ReadWriteOncePod"),
            "operator", Set.of("In", "NotIn", "Exists", "DoesNotExist"),
            "unhealthyPodEvictionPolicy", Set.of("AlwaysAllow", "IfHealthyBudget"));

    private static final Map<String, List<String>> REQUIRED = Map.ofEntries(
            Map.entry("Deployment", List.of("/spec/selector", "/spec/template/spec/containers/0")),
            Map.entry(
                    "StatefulSet", List.of("/spec/selector", "/spec/serviceName", "/spec/template/spec/containers/0")),
            Map.entry("Job", List.of("/spec/template/spec/containers/0", "/spec/template/spec/restartPolicy")),
            Map.entry("Service", List.of("/spec/ports/0/port")),
            Map.entry("ConfigMap", List.of("/data")),
            Map.entry("NetworkPolicy", List.of("/spec/podSelector")),
            Map.entry("PodDisruptionBudget", List.of("/spec/selector")),
            Map.entry("Role", List.of("/rules/0/verbs")),
            Map.entry(
                    "RoleBinding", List.of("/roleRef/apiGroup", "/roleRef/kind", "/roleRef/name", "/subjects/0/name")),
            Map.entry("Kafka", List.of("/spec/kafka/listeners/0")),
            Map.entry("KafkaNodePool", List.of("/spec/replicas", "/spec/roles/0", "/spec/storage/type")),
            Map.entry("KafkaTopic", List.of("/spec/partitions", "/spec/replicas")));

    private Values() {}

    static List<String> problems(JsonNode document) {
        List<String> problems = new ArrayList<>();
        String kind = Documents.kind(document);
        Stream.concat(Stream.of("/metadata/name"), REQUIRED.getOrDefault(kind, List.of()).stream())
                .filter(path -> document.at(path).isMissingNode())
                .forEach(path -> problems.add("Expected " + path + " but there is none"));
        check(Documents.name(document), NAME, "a name", problems);
        labels(document.at("/metadata/labels"), problems);
        labels(document.at("/spec/template/metadata/labels"), problems);
        Documents.each(document.at("/spec/template/spec/containers"))
                .flatMap(container -> Documents.each(container.path("ports")))
                .forEach(port -> check(port.path("name").asText(), PORT_NAME, "the name of a port", problems));
        walk("", document, problems);
        return problems;
    }

    private static void labels(JsonNode labels, List<String> problems) {
        Documents.map(labels).forEach((key, value) -> check(value, LABEL, "a value of the label " + key, problems));
    }

    private static void check(String value, Pattern pattern, String what, List<String> problems) {
        if (!pattern.matcher(value).matches()) {
            problems.add("Expected %s but got '%s'".formatted(what, value));
        }
    }

    private static void walk(String field, JsonNode node, List<String> problems) {
        if (node.isValueNode() && LISTS.containsKey(field) && !LISTS.get(field).contains(node.asText())) {
            problems.add("Expected %s of %s but got '%s'".formatted(field, LISTS.get(field), node.asText()));
        }
        if (node.isArray()) {
            node.forEach(child -> walk(field, child, problems));
        } else {
            node.fields().forEachRemaining(child -> walk(child.getKey(), child.getValue(), problems));
        }
    }
}
