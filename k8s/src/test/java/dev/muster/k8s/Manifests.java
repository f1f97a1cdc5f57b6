package dev.muster.k8s;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.muster.k8s.render.Kustomization;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** The manifests of this project, a copy for each call: tests may plant what they like. */
final class Manifests {
    static final Path PROJECT = Path.of(System.getProperty("muster.project.dir"));
    static final Path K8S = PROJECT.resolve("k8s");

    private static final Map<String, List<ObjectNode>> RENDERED = new ConcurrentHashMap<>();

    private Manifests() {}

    /** All that is applied by itself. */
    static Stream<String> directories() {
        return Stream.of("overlays/dev", "overlays/prod", "jobs/dev", "jobs/prod");
    }

    static List<ObjectNode> of(String directory) {
        return RENDERED.computeIfAbsent(directory, any -> Kustomization.render(K8S.resolve(directory))).stream()
                .map(ObjectNode::deepCopy)
                .toList();
    }

    static Stream<String> installations() {
        return Stream.of("dev", "prod");
    }

    /** An overlay and its jobs: what stands in one namespace. */
    static List<ObjectNode> installation(String overlay) {
        List<ObjectNode> all = new ArrayList<>(of("overlays/" + overlay));
        all.addAll(of("jobs/" + overlay));
        return all;
    }
}
