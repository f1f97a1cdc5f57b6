package dev.muster.k8s.reference;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.muster.k8s.render.Documents;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Whatever names something else in one namespace: does that exist? Each problem is a line that says what was expected where. */
public final class References {
    private final List<ObjectNode> documents;
    private final List<Pod> pods;
    private final List<String> problems = new ArrayList<>();

    private References(Collection<ObjectNode> documents) {
        this.documents = List.copyOf(documents);
        this.pods = Pod.all(documents);
    }

    /** @param secrets that somebody makes by hand, and no document does */
    public static List<String> dangling(Collection<ObjectNode> documents, Set<String> secrets) {
        References references = new References(documents);
        references.namespaces();
        references.workloads();
        references.services();
        references.roles();
        references.budgets();
        references.operators(secrets);
        references.problems.addAll(PolicyReferences.dangling(references.documents, references.pods));
        references.pods.forEach(
                pod -> references.problems.addAll(PodReferences.dangling(pod, references.documents, secrets)));
        return references.problems;
    }

    private void namespaces() {
        Set<String> made = Documents.names(documents, "Namespace");
        Set<String> ids = new TreeSet<>();
        for (ObjectNode document : documents) {
            expect(ids.add(Documents.id(document)), document, "to stand once");
            if (!Documents.kind(document).equals("Namespace")) {
                String namespace = document.at("/metadata/namespace").asText();
                expect(made.contains(namespace), document, "a Namespace '%s'", namespace);
            }
        }
    }

    private void workloads() {
        for (ObjectNode document : documents) {
            JsonNode selector = document.at("/spec/selector");
            if (document.at("/spec/template").isMissingNode()
                    || Documents.kind(document).equals("Job")) {
                continue;
            }
            pods.stream()
                    .filter(pod -> pod.owner().equals(Documents.id(document)))
                    .forEach(pod -> expect(pod.isSelectedBy(selector), document, "to select its own pods"));
            if (document.at("/spec").has("serviceName")) {
                String service = document.at("/spec/serviceName").asText();
                expect(Documents.find(documents, "Service", service).isPresent(), document, "a Service '%s'", service);
            }
        }
    }

    private void services() {
        Documents.of(documents, "Service").forEach(service -> {
            ObjectNode selector = service.objectNode();
            selector.set("matchLabels", service.at("/spec/selector"));
            List<Pod> selected =
                    pods.stream().filter(pod -> pod.isSelectedBy(selector)).toList();
            expect(!selected.isEmpty(), service, "to select pods");
            for (JsonNode port : service.at("/spec/ports")) {
                JsonNode target = port.has("targetPort") ? port.path("targetPort") : port.path("port");
                selected.forEach(pod -> expect(pod.hasPort(target), service, "a port %s of %s", target, pod.owner()));
            }
        });
    }

    private void roles() {
        Documents.of(documents, "RoleBinding").forEach(binding -> {
            String role = binding.at("/roleRef/name").asText();
            expect(Documents.find(documents, "Role", role).isPresent(), binding, "a Role '%s'", role);
            for (JsonNode subject : binding.path("subjects")) {
                Optional<ObjectNode> account = Documents.find(
                        documents,
                        subject.path("kind").asText(),
                        subject.path("name").asText());
                expect(
                        account.isPresent()
                                && account.get().at("/metadata/namespace").equals(subject.path("namespace")),
                        binding,
                        "the subject %s",
                        subject);
            }
        });
    }

    private void budgets() {
        Documents.of(documents, "PodDisruptionBudget")
                .forEach(budget -> expect(
                        pods.stream().anyMatch(pod -> pod.isSelectedBy(budget.at("/spec/selector"))),
                        budget,
                        "to select pods"));
    }

    private void operators(Set<String> secrets) {
        for (ObjectNode document : documents) {
            if (Set.of("KafkaNodePool", "KafkaTopic").contains(Documents.kind(document))) {
                String cluster = document.at("/metadata/labels")
                        .path("strimzi.io/cluster")
                        .asText();
                expect(Documents.find(documents, "Kafka", cluster).isPresent(), document, "a Kafka '%s'", cluster);
            }
            for (JsonNode user : document.at("/spec/users")) {
                String secret = user.path("secretName").asText();
                expect(secrets.contains(secret), document, "a Secret '%s'", secret);
            }
        }
    }

    private void expect(boolean holds, JsonNode document, String what, Object... details) {
        if (!holds) {
            problems.add("%s: Expected %s".formatted(Documents.id(document), what.formatted(details)));
        }
    }
}
