package dev.muster.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.muster.k8s.policy.Policies;
import dev.muster.k8s.render.Documents;
import dev.muster.k8s.render.Yaml;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PolicyTest {
    static Stream<String> installations() {
        return Manifests.installations();
    }

    @ParameterizedTest
    @MethodSource("installations")
    void shouldKeepEveryPolicy(String overlay) {
        assertThat(Policies.broken(Manifests.installation(overlay))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Deployment | /spec/template/spec/securityContext                    | runAsNonRoot             | false          | runAsNonRoot
            Deployment | /spec/template/spec/securityContext                    | runAsUser                | 0              | runAsUser
            Deployment | /spec/template/spec/securityContext                    | seccompProfile           | {}             | seccomp
            Deployment | /spec/template/spec                                    | enableServiceLinks       | true           | service links
            Deployment | /spec/template/spec                                    | hostNetwork              | true           | hostNetwork
            Deployment | /spec/template/spec/volumes/1                          | emptyDir                 | {}             | sizeLimit
            Deployment | /spec/template/spec/volumes/1                          | hostPath                 | {path: /}      | hostPath
            Deployment | /spec/template/spec/containers/0                       | image                    | muster/twin    | latest
            Deployment | /spec/template/spec/containers/0                       | image                    | a:5000/twin    | latest
            Deployment | /spec/template/spec/containers/0                       | image                    | twin:latest    | latest
            Deployment | /spec/template/spec/containers/0/securityContext       | readOnlyRootFilesystem   | false          | read-only
            Deployment | /spec/template/spec/containers/0/securityContext       | allowPrivilegeEscalation | true           | escalation
            Deployment | /spec/template/spec/containers/0/securityContext/capabilities | drop              | [NET_RAW]      | capabilities
            Deployment | /spec/template/spec/containers/0/resources/requests    | memory                   | 1Gi            | as much memory
            Deployment | /spec/template/spec/containers/0/resources             | requests                 | {}             | request of cpu
            Deployment | /spec/template/spec/containers/0/resources/requests    | cpu                      | 5500m          | 6 processors
            Deployment | /spec/template/spec/containers/0/env/1                 | value                    | -Da=b          | heap
            Deployment | /spec/strategy/rollingUpdate                           | maxUnavailable           | 1              | maxUnavailable
            Deployment | /spec/template/spec/containers/0/livenessProbe/httpGet | path                     | /health/ready  | liveness
            Deployment | /spec/template/spec/containers/0/readinessProbe/httpGet | path                    | /              | readiness
            Deployment | /spec/template/spec/containers/0/startupProbe          | failureThreshold         | 3              | 5 min
            Deployment | /spec/template/spec/topologySpreadConstraints/0        | topologyKey              | a              | zones
            Job        | /spec/template/spec                                    | automountServiceAccountToken | true       | token
            Job        | /spec/template/spec/containers/0/securityContext       | readOnlyRootFilesystem   | false          | read-only
            Role       | /rules/0                                               | resources                | [pods, secrets] | pods
            Role       | /rules/0                                               | verbs                    | [get, delete]  | read only
            Role       | /rules/0                                               | verbs                    | ['*']          | read only
            """)
    void shouldSeeBrokenPolicy(String kind, String path, String field, String value, String said) {
        List<ObjectNode> documents = Manifests.installation("prod");

        ((ObjectNode) Documents.of(documents, kind).findFirst().orElseThrow().at(path)).set(field, Yaml.read(value));

        assertThat(Policies.broken(documents))
                .anySatisfy(line -> assertThat(line).contains(said));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {from: [{podSelector: {}}], ports: [{port: 7600}]}
            {from: [{namespaceSelector: {}}], ports: [{port: 1, endPort: 9000}]}
            {ports: [{port: 8558}]}
            {from: [{podSelector: {matchLabels: {app.kubernetes.io/name: muster-fleet}}}]}
            """)
    void shouldSeeWhoElseReachesPortsOfNodes(String rule) {
        List<ObjectNode> documents = Manifests.installation("prod");

        ((ArrayNode) Documents.find(documents, "NetworkPolicy", "muster-http")
                        .orElseThrow()
                        .at("/spec/ingress"))
                .add(Yaml.read(rule));

        assertThat(Policies.broken(documents))
                .anySatisfy(line -> assertThat(line).contains("nodes alone"));
    }

    @Test
    void shouldSeeRoleOfWholeCluster() {
        List<ObjectNode> documents = Manifests.installation("prod");

        documents.add((ObjectNode) Yaml.read("{kind: ClusterRole, metadata: {name: a}}"));

        assertThat(Policies.broken(documents)).contains("ClusterRole/a: Expected not to be there");
    }
}
