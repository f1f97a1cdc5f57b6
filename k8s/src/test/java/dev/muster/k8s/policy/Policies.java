package dev.muster.k8s.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.muster.k8s.render.Documents;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What every workload here keeps to. Each problem is a line that says what was expected where. */
public final class Policies {
    /** Stores for trying Muster, whose images write their configuration into themselves. */
    private static final Set<String> WRITE_TO_THEMSELVES = Set.of("StatefulSet/kafka", "StatefulSet/cassandra");

    private static final String MUSTER = "Deployment/muster";
    private static final Set<String> NODE_PORTS = Set.of("7600", "8558");
    private static final Map<String, String> NODE =
            Map.of("app.kubernetes.io/name", "muster", "app.kubernetes.io/component", "node");
    private static final Pattern IMAGE = Pattern.compile(".*[^/:]+(:(?!latest$)[\\w.-]+|@sha256:[0-9a-f]{64})");
    private static final Pattern PROCESSORS = Pattern.compile("-XX:ActiveProcessorCount=(\\d+)");
    private static final Pattern PARALLELISM = Pattern.compile("ForkJoinPool.common.parallelism=(\\d+)");

    private final List<String> problems = new ArrayList<>();

    private Policies() {}

    public static List<String> broken(Collection<ObjectNode> documents) {
        Policies policies = new Policies();
        for (ObjectNode document : documents) {
            String id = Documents.id(document);
            JsonNode spec = document.at("/spec/template/spec");
            if (!spec.isMissingNode()) {
                policies.pod(id, spec);
                spec.path("containers").forEach(container -> policies.container(id, container));
            }
            switch (Documents.kind(document)) {
                case "Deployment" -> policies.rollout(id, document.path("spec"));
                case "Role" -> policies.role(id, document);
                case "NetworkPolicy" -> policies.nodePorts(id, document);
                case "ClusterRole", "ClusterRoleBinding", "Secret" -> policies.expect(false, id, "not to be there");
                default -> {
                    // Nothing to hold it to.
                }
            }
        }
        return policies.problems;
    }

    private void pod(String id, JsonNode spec) {
        JsonNode security = spec.path("securityContext");
        expect(security.path("runAsNonRoot").asBoolean(), id, "runAsNonRoot");
        expect(security.path("runAsUser").asInt() > 0, id, "runAsUser");
        expect(security.at("/seccompProfile/type").asText().equals("RuntimeDefault"), id, "seccomp RuntimeDefault");
        expect(
                spec.at("/enableServiceLinks").isBoolean()
                        && !spec.path("enableServiceLinks").asBoolean(),
                id,
                "no service links");
        expect(
                spec.path("automountServiceAccountToken").asBoolean(true) == id.equals(MUSTER),
                id,
                "a token for nodes alone");
        for (String shared : List.of("hostNetwork", "hostPID", "hostIPC")) {
            expect(!spec.path(shared).asBoolean(), id, "no " + shared);
        }
        for (JsonNode volume : spec.path("volumes")) {
            expect(!volume.has("hostPath"), id, "no hostPath");
            expect(!volume.has("emptyDir") || volume.path("emptyDir").has("sizeLimit"), id, "a sizeLimit of emptyDir");
        }
    }

    private void container(String id, JsonNode container) {
        expect(IMAGE.matcher(container.path("image").asText()).matches(), id, "an image with a tag that is not latest");
        JsonNode security = container.path("securityContext");
        expect(
                security.path("readOnlyRootFilesystem").asBoolean() || WRITE_TO_THEMSELVES.contains(id),
                id,
                "a read-only root");
        expect(!security.path("allowPrivilegeEscalation").asBoolean(true), id, "no privilege escalation");
        expect(!security.path("privileged").asBoolean(), id, "no privileges");
        expect(security.at("/capabilities/drop/0").asText().equals("ALL"), id, "no capabilities");
        expect(!security.path("capabilities").has("add"), id, "no added capabilities");
        JsonNode resources = container.path("resources");
        expect(resources.at("/requests").has("cpu"), id, "a request of cpu");
        expect(resources.at("/requests").has("memory"), id, "a request of memory");
        // What a JVM has taken it does not give back: memory beyond the request is somebody else's.
        expect(
                resources.at("/limits/memory").equals(resources.at("/requests/memory")),
                id,
                "as much memory as requested");
        Documents.each(container.path("env"))
                .filter(variable -> variable.path("name").asText().equals("JDK_JAVA_OPTIONS"))
                .forEach(variable -> jvm(
                        id,
                        variable.path("value").asText(),
                        resources.at("/requests/cpu").asText()));
    }

    private void jvm(String id, String options, String cpu) {
        double cores =
                cpu.endsWith("m") ? Integer.parseInt(cpu.replace("m", "")) / 1000.0 : Double.parseDouble("0" + cpu);
        int threads = Math.max(2, (int) Math.ceil(cores));
        expect(options.contains("-XX:MaxRAMPercentage="), id, "a share of the memory for the heap");
        expect(options.contains("-XX:+ExitOnOutOfMemoryError"), id, "an end when memory is out");
        expect(number(PARALLELISM, options) == threads, id, "a common pool of " + threads);
        if (id.equals(MUSTER)) {
            expect(number(PROCESSORS, options) == threads, id, threads + " processors for a request of " + cpu);
        }
    }

    private static int number(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? Integer.parseInt(matcher.group(1)) : -1;
    }

    private void rollout(String id, JsonNode spec) {
        JsonNode rolling = spec.at("/strategy/rollingUpdate");
        expect(rolling.path("maxUnavailable").asInt(-1) == 0, id, "maxUnavailable 0");
        expect(rolling.path("maxSurge").asInt(-1) == 1, id, "maxSurge 1");
        expect(spec.path("replicas").asInt() >= 2, id, "two replicas or more");
        JsonNode pod = spec.at("/template/spec");
        List<String> spread = Documents.each(pod.path("topologySpreadConstraints"))
                .map(constraint -> constraint.path("topologyKey").asText())
                .toList();
        expect(spread.contains("topology.kubernetes.io/zone"), id, "to spread over zones");
        expect(spread.contains("kubernetes.io/hostname"), id, "to spread over machines");
        JsonNode container = pod.at("/containers/0");
        expect(path(container, "startupProbe").equals("/health/live"), id, "a startup probe on /health/live");
        expect(path(container, "livenessProbe").equals("/health/live"), id, "a liveness probe on /health/live");
        expect(path(container, "readinessProbe").equals("/health/ready"), id, "a readiness probe on /health/ready");
        JsonNode startup = container.path("startupProbe");
        expect(
                startup.path("periodSeconds").asInt()
                                * startup.path("failureThreshold").asInt()
                        >= 300,
                id,
                "5 min to start");
    }

    private static String path(JsonNode container, String probe) {
        return container.path(probe).at("/httpGet/path").asText();
    }

    private void role(String id, JsonNode role) {
        for (JsonNode rule : role.path("rules")) {
            expect(Documents.texts(rule.path("apiGroups")).equals(List.of("")), id, "the core group");
            expect(Documents.texts(rule.path("resources")).equals(List.of("pods")), id, "pods and nothing else");
            expect(Set.of("get", "list", "watch").containsAll(Documents.texts(rule.path("verbs"))), id, "to read only");
        }
    }

    private void nodePorts(String id, JsonNode policy) {
        if (!NODE.equals(Documents.map(policy.at("/spec/podSelector/matchLabels")))) {
            return;
        }
        for (JsonNode rule : policy.at("/spec/ingress")) {
            boolean reachesNodes = rule.path("ports").isEmpty()
                    || Documents.each(rule.path("ports"))
                            .anyMatch(port ->
                                    NODE_PORTS.contains(port.path("port").asText()) || port.has("endPort"));
            boolean fromNodes = !rule.path("from").isEmpty()
                    && Documents.each(rule.path("from"))
                            .allMatch(peer -> peer.size() == 1
                                    && NODE.equals(Documents.map(peer.at("/podSelector/matchLabels"))));
            expect(!reachesNodes || fromNodes, id, "the ports of the cluster for nodes alone");
        }
    }

    private void expect(boolean holds, String id, String what) {
        if (!holds) {
            problems.add("%s: Expected %s".formatted(id, what));
        }
    }
}
