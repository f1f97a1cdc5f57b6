package dev.muster.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.muster.k8s.reference.References;
import dev.muster.k8s.render.Documents;
import dev.muster.k8s.render.Yaml;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ReferenceTest {
    /** Made by hand before the first installation. */
    private static final Set<String> SECRETS = Set.of("muster-cassandra");

    static Stream<String> installations() {
        return Manifests.installations();
    }

    @ParameterizedTest
    @MethodSource("installations")
    void shouldNameOnlyWhatExists(String overlay) {
        assertThat(References.dangling(Manifests.installation(overlay), SECRETS))
                .isEmpty();
    }

    @Test
    void shouldSayInReadmeWhichSecretsMustBeMade() throws IOException {
        String readme = Files.readString(Manifests.K8S.resolve("README.md"));

        assertThat(SECRETS).allSatisfy(secret -> assertThat(readme).contains("create secret generic " + secret));
    }

    /** One planted reference each that leads nowhere, in what was rendered, and a part of the line that says so. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Deployment/muster        | /metadata                                           | namespace          | elsewhere       | Namespace 'elsewhere'
            Deployment/muster        | /spec/selector/matchLabels                          | app.kubernetes.io/name | other       | select its own pods
            Deployment/muster        | /spec/template/spec                                 | serviceAccountName | nobody          | ServiceAccount 'nobody'
            Deployment/muster        | /spec/template/spec/volumes/0/configMap             | name               | gone            | ConfigMap 'gone'
            Deployment/muster        | /spec/template/spec/volumes/0                       | name               | other           | volumes
            Deployment/muster        | /spec/template/spec/containers/0/volumeMounts/1     | name               | other           | volumes
            Deployment/muster        | /spec/template/spec/containers/0/volumeMounts/0     | mountPath          | /etc/other      | -Dconfig.file
            Deployment/muster        | /spec/template/spec/containers/0/livenessProbe/httpGet | port            | admin           | livenessProbe
            Deployment/muster        | /spec/template/spec/containers/0/startupProbe/httpGet | port             | 1               | startupProbe
            Deployment/muster        | /spec/template/spec/containers/0/env/1              | value              | $(NOBODY)       | variable 'NOBODY'
            Deployment/muster        | /spec/template/spec/containers/0/env/1              | name               | MUSTER_CLUSTER_HOST | one variable
            Deployment/muster        | /spec/template/spec/containers/0/env/2/valueFrom/secretKeyRef | name     | gone            | Secret 'gone'
            Deployment/muster        | /spec/template/spec/containers/0/env/0              | valueFrom          | {configMapKeyRef: {name: gone, key: a}} | ConfigMap 'gone'
            Deployment/muster        | /spec/template/spec/containers/0                    | envFrom            | [{secretRef: {name: gone}}] | Secret 'gone'
            Deployment/muster        | /spec/template/spec/topologySpreadConstraints/0/labelSelector/matchLabels | app.kubernetes.io/name | other | spread
            Deployment/muster        | /spec/template/spec/containers/0/ports/0            | name               | web             | port "http"
            Service/muster           | /spec/ports/0                                       | targetPort         | web             | port "web"
            Service/muster           | /spec/selector                                      | app.kubernetes.io/name | other       | select pods
            RoleBinding/muster-finds-peers | /roleRef                                      | name               | admin           | Role 'admin'
            RoleBinding/muster-finds-peers | /subjects/0                                   | name               | nobody          | subject
            RoleBinding/muster-finds-peers | /subjects/0                                   | namespace          | default         | subject
            PodDisruptionBudget/muster | /spec/selector/matchLabels                        | app.kubernetes.io/name | other       | select pods
            NetworkPolicy/muster-nodes | /spec/podSelector/matchLabels                     | app.kubernetes.io/name | other       | selects
            NetworkPolicy/muster-nodes | /spec/ingress/0/from/0/podSelector/matchLabels    | app.kubernetes.io/name | other       | selects
            NetworkPolicy/muster-nodes | /spec/ingress/0/ports/0                           | port               | 7601            | 7601
            NetworkPolicy/muster-nodes | /spec                                             | policyTypes        | [Ingress]       | type Egress
            NetworkPolicy/muster-stores | /spec/egress/0/to/0/podSelector/matchLabels      | strimzi.io/cluster | other           | selects
            NetworkPolicy/muster-stores | /spec/egress/1/ports/0                           | port               | 9043            | 9043
            Kafka/muster             | /spec/kafka/listeners/0/networkPolicyPeers/0/podSelector/matchExpressions/0 | values | [muster, other] | =other
            Kafka/muster             | /metadata                                           | name               | other           | Kafka 'muster'
            KafkaTopic/telemetry     | /metadata/labels                                    | strimzi.io/cluster | other           | Kafka 'other'
            CassandraDatacenter/dc1  | /spec/users/0                                       | secretName         | gone            | Secret 'gone'
            Job/muster-fleet         | /spec/template/spec/containers/0/env/0              | value              | http://mustard  | mustard:80
            Job/muster-fleet         | /spec/template/spec/containers/0/env/1              | value              | kafka:9092      | kafka:9092
            """)
    void shouldSeeWhatLeadsNowhere(String id, String path, String field, String value, String said) {
        List<ObjectNode> documents = Manifests.installation("prod");
        ObjectNode document = documents.stream()
                .filter(each -> Documents.id(each).equals(id))
                .findFirst()
                .orElseThrow();

        ((ObjectNode) document.at(path)).set(field, Yaml.read(value));

        assertThat(References.dangling(documents, SECRETS))
                .anySatisfy(line -> assertThat(line).contains(said));
    }

    @Test
    void shouldSeeStatefulSetWithoutItsService() {
        List<ObjectNode> documents = Manifests.installation("dev").stream()
                .filter(each -> !Documents.id(each).equals("Service/cassandra"))
                .toList();

        assertThat(References.dangling(documents, SECRETS))
                .contains("StatefulSet/cassandra: Expected a Service 'cassandra'");
    }

    @Test
    void shouldSeeWhatStandsTwice() {
        List<ObjectNode> documents = Manifests.installation("dev");
        documents.add(documents.get(2).deepCopy());

        assertThat(References.dangling(documents, SECRETS))
                .anySatisfy(line -> assertThat(line).contains("stand once"));
    }
}
