package dev.muster.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.muster.k8s.render.Documents;
import dev.muster.k8s.render.Kustomization;
import dev.muster.k8s.render.Yaml;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RenderTest {
    @TempDir
    private Path directory;

    static Stream<String> directories() {
        return Manifests.directories();
    }

    @ParameterizedTest
    @MethodSource("directories")
    void shouldRenderAsKubectlDoes(String path) throws IOException, InterruptedException {
        assumeThat(isKubectlThere())
                .as("kubectl is not on the path: nothing to compare with")
                .isTrue();

        Process kubectl = new ProcessBuilder(
                        "kubectl", "kustomize", Manifests.K8S.resolve(path).toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String rendered = new String(kubectl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(kubectl.waitFor()).isZero();
        Map<String, ObjectNode> theirs = byId(Yaml.documents(rendered));
        Map<String, ObjectNode> ours = byId(Manifests.of(path));
        assertThat(ours.keySet()).isEqualTo(theirs.keySet());
        ours.forEach((id, document) -> assertThat(document).as(id).isEqualTo(theirs.get(id)));
    }

    @Test
    void shouldRefuseWhatItDoesNotUnderstand() throws IOException {
        Files.writeString(directory.resolve("kustomization.yaml"), "commonLabels: {a: b}\n");

        assertThatThrownBy(() -> Kustomization.render(directory)).hasMessageContaining("commonLabels");
    }

    @Test
    void shouldRefusePatchThatMeetsNothing() throws IOException {
        Files.writeString(directory.resolve("a.yaml"), "{kind: Service, metadata: {name: a}}\n");
        Files.writeString(directory.resolve("kustomization.yaml"), """
                resources: [a.yaml]
                patches:
                  - target: {kind: Service, name: b}
                    patch: "[{op: add, path: /spec, value: {}}]"
                """);

        assertThatThrownBy(() -> Kustomization.render(directory)).hasMessageContaining("something to patch");
    }

    @Test
    void shouldRefusePatchWhoseTestFails() throws IOException {
        Files.writeString(directory.resolve("a.yaml"), "{kind: Service, metadata: {name: a}}\n");
        Files.writeString(directory.resolve("kustomization.yaml"), """
                resources: [a.yaml]
                patches:
                  - target: {kind: Service}
                    patch: "[{op: test, path: /metadata/name, value: b}]"
                """);

        assertThatThrownBy(() -> Kustomization.render(directory)).hasMessageContaining("test");
    }

    @Test
    void shouldRefuseKeyThatStandsTwice() throws IOException {
        Files.writeString(directory.resolve("a.yaml"), "kind: Service\nkind: Secret\n");
        Files.writeString(directory.resolve("kustomization.yaml"), "resources: [a.yaml]\n");

        assertThatThrownBy(() -> Kustomization.render(directory)).hasMessageContaining("Duplicate");
    }

    private static Map<String, ObjectNode> byId(Collection<ObjectNode> documents) {
        Map<String, ObjectNode> byId = new TreeMap<>();
        documents.forEach(document -> assertThat(byId.put(Documents.id(document), document))
                .as(Documents.id(document))
                .isNull());
        return byId;
    }

    private static boolean isKubectlThere() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "kubectl")));
    }
}
