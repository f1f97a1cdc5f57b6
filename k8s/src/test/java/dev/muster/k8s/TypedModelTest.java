package dev.muster.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.muster.k8s.model.TypedModels;
import dev.muster.k8s.render.Documents;
import dev.muster.k8s.render.Yaml;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class TypedModelTest {
    /** Maps whose keys are free. */
    private static final Set<String> FREE = Set.of(
            "labels",
            "annotations",
            "matchLabels",
            "nodeAffinityLabels",
            "selector",
            "data",
            "config",
            "requests",
            "limits");

    static Stream<String> directories() {
        return Manifests.directories();
    }

    static Stream<String> installations() {
        return Manifests.installations();
    }

    @ParameterizedTest
    @MethodSource("directories")
    void shouldBeSound(String directory) {
        List<ObjectNode> documents = Manifests.of(directory);

        assertThat(documents).hasSizeGreaterThan(3);
        assertThat(documents.stream().flatMap(document -> TypedModels.problems(document).stream()))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("installations")
    void shouldSeeUnknownFieldInEveryObject(String overlay) {
        int planted = 0;
        for (ObjectNode document : Manifests.installation(overlay)) {
            for (ObjectNode object : objects("", document)) {
                object.put("plantedField", "x");
                assertThat(TypedModels.problems(document))
                        .as("%s: %s", Documents.id(document), object)
                        .isNotEmpty();
                object.remove("plantedField");
                planted++;
            }
        }
        assertThat(planted).isGreaterThan(200);
    }

    @ParameterizedTest
    @CsvSource({
        "Deployment, /spec, replicas, three",
        "Deployment, /spec, replicas, 2.5",
        "Deployment, /spec/template/spec, automountServiceAccountToken, '\"yes\"'",
        "Deployment, /spec/template/spec, containers, {}",
        "Deployment, /spec/template/spec/securityContext, runAsUser, root",
        "Deployment, /spec/template/spec/containers/0, name, 7",
        "Deployment, /spec/template/spec/containers/0/ports/0, containerPort, http",
        "Deployment, /spec/template/spec/containers/0/env/0, name, true",
        "Deployment, /spec/template/spec/containers/0/resources/requests, memory, []",
        "Deployment, /spec/template/spec/containers/0/livenessProbe, periodSeconds, 10s",
        "Deployment, /spec/template/metadata/labels, planted, 1",
        "Deployment, /metadata/labels, planted, not a label",
        "Deployment, /spec/template/spec/topologySpreadConstraints/0, whenUnsatisfiable, Never",
        "Deployment, /metadata, name, Muster_1",
        "Service, /spec/ports/0, port, eighty",
        "Service, /spec, ports, 80",
        "ConfigMap, /data, planted, 5",
        "ServiceAccount, '', automountServiceAccountToken, 0",
        "Role, /rules/0, verbs, get",
        "RoleBinding, '', subjects, muster",
        "PodDisruptionBudget, /spec/selector, matchLabels, [a]",
        "NetworkPolicy, /spec, policyTypes, [Inbound]",
        "Job, /spec, backoffLimit, none",
        "Job, /spec/template/spec, restartPolicy, Sometimes",
        "Kafka, /spec/kafka, listeners, {}",
        "Kafka, /spec/kafka/listeners/0, port, plain",
        "Kafka, /spec/kafka/listeners/0, type, secret",
        "KafkaNodePool, /spec, replicas, many",
        "KafkaNodePool, /spec, roles, [leader]",
        "KafkaTopic, /spec, partitions, twelve",
        "CassandraDatacenter, /spec, size, three",
        "CassandraDatacenter, /spec/users/0, superuser, 'sure'",
    })
    void shouldSeeWrongTypeOrValue(String kind, String path, String field, String value) {
        ObjectNode document =
                Documents.of(Manifests.installation("prod"), kind).findFirst().orElseThrow();
        assertThat(TypedModels.problems(document)).isEmpty();

        ((ObjectNode) document.at(path)).set(field, Yaml.read(value));

        assertThat(TypedModels.problems(document)).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "Deployment, /spec, selector",
        "Job, /spec/template/spec, restartPolicy",
        "Service, /spec, ports",
        "RoleBinding, /roleRef, apiGroup",
        "NetworkPolicy, /spec, podSelector",
        "KafkaTopic, /spec, partitions",
        "CassandraDatacenter, /spec, storageConfig",
    })
    void shouldSeeThatSomethingIsAbsent(String kind, String path, String field) {
        ObjectNode document =
                Documents.of(Manifests.installation("prod"), kind).findFirst().orElseThrow();

        ((ObjectNode) document.at(path)).remove(field);

        assertThat(TypedModels.problems(document)).isNotEmpty();
    }

    @Test
    void shouldRefuseKindThatNobodyKnows() {
        assertThat(TypedModels.problems(
                        Yaml.read("{apiVersion: extensions/v1beta1, kind: Deployment, metadata: {name: a}}")))
                .isNotEmpty();
    }

    /** All objects of a document whose fields are not free. */
    private static List<ObjectNode> objects(String field, JsonNode node) {
        List<ObjectNode> found = new ArrayList<>();
        if (node instanceof ObjectNode object) {
            if (!FREE.contains(field) || object.has("matchLabels")) {
                found.add(object);
            }
            object.fields().forEachRemaining(child -> found.addAll(objects(child.getKey(), child.getValue())));
        } else if (node instanceof ArrayNode array) {
            array.forEach(child -> found.addAll(objects(field, child)));
        }
        return found;
    }
}
