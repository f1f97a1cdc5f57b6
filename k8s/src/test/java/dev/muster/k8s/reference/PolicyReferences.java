package dev.muster.k8s.reference;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.muster.k8s.render.Documents;
import java.util.ArrayList;
import java.util.List;

/** Whom network policies and the listeners of Kafka name. Pods of other namespaces are not looked for: they are not ours. */
final class PolicyReferences {
    private final List<Pod> pods;
    private final List<String> problems = new ArrayList<>();

    private PolicyReferences(List<Pod> pods) {
        this.pods = pods;
    }

    static List<String> dangling(List<ObjectNode> documents, List<Pod> pods) {
        PolicyReferences references = new PolicyReferences(pods);
        Documents.of(documents, "NetworkPolicy").forEach(references::policy);
        Documents.of(documents, "Kafka").forEach(kafka -> kafka.at("/spec/kafka/listeners")
                .forEach(listener -> listener.path("networkPolicyPeers")
                        .forEach(peer -> references.peer(Documents.id(kafka), peer))));
        return references.problems;
    }

    private void policy(ObjectNode policy) {
        String id = Documents.id(policy);
        List<Pod> selected = selected(id, policy.at("/spec/podSelector"));
        List<String> types = Documents.texts(policy.at("/spec/policyTypes"));
        expect(!policy.path("spec").has("ingress") || types.contains("Ingress"), id, "the type Ingress");
        expect(!policy.path("spec").has("egress") || types.contains("Egress"), id, "the type Egress");
        for (JsonNode rule : policy.at("/spec/ingress")) {
            ports(id, rule, selected);
            rule.path("from").forEach(peer -> peer(id, peer));
        }
        for (JsonNode rule : policy.at("/spec/egress")) {
            for (JsonNode peer : rule.path("to")) {
                ports(id, rule, peer(id, peer));
            }
        }
    }

    private void ports(String id, JsonNode rule, List<Pod> targets) {
        for (JsonNode port : rule.path("ports")) {
            targets.forEach(pod -> expect(pod.hasPort(port.path("port")), id, "a port %s of %s", port, pod.owner()));
        }
    }

    private List<Pod> peer(String id, JsonNode peer) {
        return peer.has("podSelector") && !peer.has("namespaceSelector")
                ? selected(id, peer.path("podSelector"))
                : List.of();
    }

    private List<Pod> selected(String id, JsonNode selector) {
        List<Pod> selected =
                pods.stream().filter(pod -> pod.isSelectedBy(selector)).toList();
        expect(!selected.isEmpty(), id, "pods that %s selects", selector);
        for (JsonNode expression : selector.path("matchExpressions")) {
            for (String value : Documents.texts(expression.path("values"))) {
                String key = expression.path("key").asText();
                expect(
                        pods.stream().anyMatch(pod -> value.equals(pod.labels().get(key))),
                        id,
                        "pods with %s=%s",
                        key,
                        value);
            }
        }
        return selected;
    }

    private void expect(boolean holds, String id, String what, Object... details) {
        if (!holds) {
            problems.add("%s: Expected %s".formatted(id, what.formatted(details)));
        }
    }
}
