package dev.muster.k8s.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What {@code kubectl kustomize} makes of a directory, for the part of kustomize that these manifests use. Everything else is refused,
 * so that what the tests see is what an installation gets; where kubectl is present, both are compared.
 */
public final class Kustomization {
    private static final Set<String> UNDERSTOOD =
            Set.of("apiVersion", "kind", "resources", "namespace", "configMapGenerator", "images", "patches");
    private static final Set<String> OF_NO_NAMESPACE = Set.of("Namespace");

    private final List<ObjectNode> documents = new ArrayList<>();
    private final List<ObjectNode> generated = new ArrayList<>();

    private Kustomization() {}

    /** All documents of the directory. */
    public static List<ObjectNode> render(Path directory) {
        Kustomization all = accumulate(directory);
        Map<String, String> hashed = new HashMap<>();
        for (ObjectNode configMap : all.generated) {
            String name = Documents.name(configMap);
            hashed.put(name, name + "-" + ContentHash.of(configMap));
        }
        all.generated.forEach(map -> Documents.metadata(map).put("name", hashed.get(Documents.name(map))));
        all.documents.forEach(document -> renameConfigMaps(document, hashed));
        return List.copyOf(all.documents);
    }

    private static Kustomization accumulate(Path directory) {
        JsonNode file = Yaml.read(directory.resolve("kustomization.yaml"));
        file.fieldNames().forEachRemaining(key -> expect(UNDERSTOOD.contains(key), directory, "no key '" + key + "'"));
        Kustomization all = new Kustomization();
        for (JsonNode resource : file.path("resources")) {
            Path path = directory.resolve(resource.textValue()).normalize();
            if (Files.isDirectory(path)) {
                Kustomization inner = accumulate(path);
                all.documents.addAll(inner.documents);
                all.generated.addAll(inner.generated);
            } else {
                all.documents.addAll(Yaml.documents(path));
            }
        }
        file.path("configMapGenerator").forEach(generator -> all.generate(directory, generator));
        file.path("patches").forEach(patch -> all.patch(directory, patch));
        if (file.has("namespace")) {
            all.moveTo(file.path("namespace").textValue());
        }
        file.path("images").forEach(all::replaceImage);
        return all;
    }

    private void generate(Path directory, JsonNode generator) {
        generator
                .fieldNames()
                .forEachRemaining(key -> expect(
                        Set.of("name", "files", "behavior").contains(key),
                        directory,
                        "no generator with '" + key + "'"));
        String name = generator.path("name").textValue();
        ObjectNode configMap = generated.stream()
                .filter(existing -> Documents.name(existing).equals(name))
                .findFirst()
                .orElse(null);
        boolean merges = "merge".equals(generator.path("behavior").asText("create"));
        expect(
                merges == (configMap != null),
                directory,
                "ConfigMap %s %s to merge into".formatted(name, merges ? "" : "not"));
        if (configMap == null) {
            configMap = (ObjectNode) Yaml.read("{apiVersion: v1, kind: ConfigMap, metadata: {}, data: {}}");
            Documents.metadata(configMap).put("name", name);
            generated.add(configMap);
            documents.add(configMap);
        }
        for (JsonNode each : generator.path("files")) {
            Path source = directory.resolve(each.textValue());
            ((ObjectNode) configMap.get("data")).put(source.getFileName().toString(), Yaml.text(source));
        }
    }

    private void patch(Path directory, JsonNode patch) {
        JsonNode operations = patch.has("path")
                ? Yaml.read(directory.resolve(patch.path("path").textValue()))
                : Yaml.read(patch.path("patch").textValue());
        expect(operations.isArray() && patch.has("target"), directory, "JSON patches with a target");
        List<ObjectNode> targets = documents.stream()
                .filter(document -> isTarget(document, patch.path("target")))
                .toList();
        // kustomize passes over a patch without a target; nobody would see that it is gone.
        expect(!targets.isEmpty(), directory, "something to patch that matches " + patch.path("target"));
        targets.forEach(document -> JsonPatch.apply(document, operations));
    }

    private static boolean isTarget(ObjectNode document, JsonNode target) {
        target.fieldNames().forEachRemaining(key -> {
            if (!Set.of("kind", "name").contains(key)) {
                throw new IllegalArgumentException("Expected a target by kind and name but got " + target);
            }
        });
        return target.path("kind").asText(Documents.kind(document)).equals(Documents.kind(document))
                && target.path("name").asText(Documents.name(document)).equals(Documents.name(document));
    }

    private void moveTo(String namespace) {
        Set<String> accounts = Documents.names(documents, "ServiceAccount");
        for (ObjectNode document : documents) {
            if (!OF_NO_NAMESPACE.contains(Documents.kind(document))) {
                Documents.metadata(document).put("namespace", namespace);
            }
            for (JsonNode subject : document.path("subjects")) {
                if (accounts.contains(subject.path("name").asText())) {
                    ((ObjectNode) subject).put("namespace", namespace);
                }
            }
        }
    }

    private void replaceImage(JsonNode rule) {
        for (ObjectNode document : documents) {
            for (JsonNode container : document.at("/spec/template/spec/containers")) {
                String image = container.path("image").asText();
                String name = image.replaceAll("[:@][^/]*$", "");
                if (name.equals(rule.path("name").textValue())) {
                    String tag = rule.has("digest")
                            ? "@" + rule.path("digest").textValue()
                            : rule.has("newTag")
                                    ? ":" + rule.path("newTag").textValue()
                                    : image.substring(name.length());
                    ((ObjectNode) container).put("image", rule.path("newName").asText(name) + tag);
                }
            }
        }
    }

    private static void renameConfigMaps(JsonNode node, Map<String, String> names) {
        for (Iterator<Map.Entry<String, JsonNode>> fields = node.fields(); fields.hasNext(); ) {
            Map.Entry<String, JsonNode> field = fields.next();
            if (Set.of("configMap", "configMapRef", "configMapKeyRef").contains(field.getKey())
                    && field.getValue() instanceof ObjectNode reference) {
                String name = reference.path("name").asText();
                reference.put("name", names.getOrDefault(name, name));
            }
        }
        node.forEach(child -> renameConfigMaps(child, names));
    }

    private static void expect(boolean holds, Path directory, String what) {
        if (!holds) {
            throw new IllegalArgumentException("Expected %s in %s".formatted(what, directory));
        }
    }
}
