package dev.muster.k8s.reference;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.muster.k8s.render.Documents;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a pod names: its account, volumes, configuration, secrets, ports of its probes, variables and hosts. */
final class PodReferences {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\((\\w+)\\)");
    private static final Pattern CONFIG_FILE = Pattern.compile("-Dconfig\\.file=(\\S+)/(\\S+)");
    private static final List<String> PROBES = List.of("startupProbe", "livenessProbe", "readinessProbe");

    private final Pod pod;
    private final List<ObjectNode> documents;
    private final Set<String> secrets;
    private final List<String> problems = new ArrayList<>();

    private PodReferences(Pod pod, List<ObjectNode> documents, Set<String> secrets) {
        this.pod = pod;
        this.documents = documents;
        this.secrets = secrets;
    }

    static List<String> dangling(Pod pod, List<ObjectNode> documents, Set<String> secrets) {
        PodReferences references = new PodReferences(pod, documents, secrets);
        references.account();
        references.volumes();
        references.spread();
        pod.spec().path("containers").forEach(references::container);
        return references.problems;
    }

    private void account() {
        String account = pod.spec().path("serviceAccountName").asText("default");
        expect(
                account.equals("default")
                        || Documents.names(documents, "ServiceAccount").contains(account),
                "a ServiceAccount '%s'",
                account);
    }

    private void spread() {
        pod.spec()
                .path("topologySpreadConstraints")
                .forEach(spread -> expect(
                        pod.isSelectedBy(spread.path("labelSelector")),
                        "to spread itself by %s",
                        spread.path("topologyKey")));
    }

    private void volumes() {
        for (JsonNode volume : pod.spec().path("volumes")) {
            if (volume.has("configMap")) {
                configMap(volume.at("/configMap/name").asText());
            }
            if (volume.has("secret")) {
                secret(volume.at("/secret/secretName").asText());
            }
        }
        Set<String> mounted = Documents.each(pod.spec().path("containers"))
                .flatMap(container -> Documents.each(container.path("volumeMounts")))
                .map(mount -> mount.path("name").asText())
                .collect(Collectors.toCollection(TreeSet::new));
        expect(mounted.equals(volumeNames()), "the volumes %s to be those mounted, %s", volumeNames(), mounted);
    }

    private Set<String> volumeNames() {
        Set<String> names = Documents.each(pod.spec().path("volumes"))
                .map(volume -> volume.path("name").asText())
                .collect(Collectors.toCollection(TreeSet::new));
        documents.stream()
                .filter(document -> Documents.id(document).equals(pod.owner()))
                .flatMap(document -> Documents.each(document.at("/spec/volumeClaimTemplates")))
                .forEach(claim -> names.add(Documents.name(claim)));
        return names;
    }

    private void container(JsonNode container) {
        for (String probe : PROBES) {
            for (String way : List.of("httpGet", "tcpSocket")) {
                JsonNode port = container.path(probe).path(way).path("port");
                expect(port.isMissingNode() || pod.hasPort(port), "a port %s for its %s", port, probe);
            }
        }
        Set<String> variables = new TreeSet<>();
        for (JsonNode variable : container.path("env")) {
            expect(variables.add(variable.path("name").asText()), "one variable %s", variable.path("name"));
            source(variable.path("valueFrom"));
            Matcher used = VARIABLE.matcher(variable.path("value").asText());
            while (used.find()) {
                expect(variables.contains(used.group(1)), "a variable '%s' before it is used", used.group(1));
            }
            configFile(container, variable.path("value").asText());
        }
        for (JsonNode from : container.path("envFrom")) {
            if (from.has("configMapRef")) {
                configMap(from.at("/configMapRef/name").asText());
            }
            if (from.has("secretRef")) {
                secret(from.at("/secretRef/name").asText());
            }
        }
        Hosts.unknown(container.path("env"), documents)
                .forEach(host -> expect(false, "something that answers at %s", host));
    }

    private void source(JsonNode source) {
        if (source.has("secretKeyRef")) {
            secret(source.at("/secretKeyRef/name").asText());
        }
        if (source.has("configMapKeyRef")) {
            String key = source.at("/configMapKeyRef/key").asText();
            configMap(source.at("/configMapKeyRef/name").asText())
                    .ifPresent(map -> expect(map.path("data").has(key), "a key '%s' of %s", key, Documents.id(map)));
        }
    }

    private void configFile(JsonNode container, String options) {
        Matcher file = CONFIG_FILE.matcher(options);
        if (file.find()) {
            boolean there = Documents.each(container.path("volumeMounts"))
                    .filter(mount -> mount.path("mountPath").asText().equals(file.group(1)))
                    .flatMap(mount -> Documents.each(pod.spec().path("volumes"))
                            .filter(volume -> volume.path("name").equals(mount.path("name"))))
                    .flatMap(volume ->
                            Documents.find(
                                    documents,
                                    "ConfigMap",
                                    volume.at("/configMap/name").asText())
                                    .stream())
                    .anyMatch(map -> map.path("data").has(file.group(2)));
            expect(there, "a file %s", file.group());
        }
    }

    private Optional<ObjectNode> configMap(String name) {
        Optional<ObjectNode> map = Documents.find(documents, "ConfigMap", name);
        expect(map.isPresent(), "a ConfigMap '%s'", name);
        return map;
    }

    private void secret(String name) {
        expect(secrets.contains(name) || Documents.names(documents, "Secret").contains(name), "a Secret '%s'", name);
    }

    private void expect(boolean holds, String what, Object... details) {
        if (!holds) {
            problems.add("%s: Expected %s".formatted(pod.owner(), what.formatted(details)));
        }
    }
}
