package dev.muster.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigResolveOptions;
import dev.muster.k8s.render.Documents;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The configuration of a node as it finds it in its pod: the files of its ConfigMap, then the service's own. */
final class Installation {
    private static final List<String> MODULES = List.of("twin-service", "ingest", "aggregation");

    private Installation() {}

    static ObjectNode deployment(List<ObjectNode> documents) {
        return Documents.find(documents, "Deployment", "muster").orElseThrow();
    }

    /** By file name. */
    static Map<String, String> files(List<ObjectNode> documents) {
        String name = Documents.each(deployment(documents).at("/spec/template/spec/volumes"))
                .map(volume -> volume.at("/configMap/name").asText())
                .filter(map -> !map.isEmpty())
                .findFirst()
                .orElseThrow();
        JsonNode map = Documents.find(documents, "ConfigMap", name).orElseThrow();
        return Documents.map(map.path("data"));
    }

    /** What the service documents, with its defaults. */
    static Config reference() {
        Config all = ConfigFactory.empty();
        for (String module : MODULES) {
            all = all.withFallback(ConfigFactory.parseFile(
                    resources(module).resolve("reference.conf").toFile()));
        }
        return all.resolve(ConfigResolveOptions.defaults().setAllowUnresolved(true));
    }

    /** As {@code -Dconfig.file} has it loaded, Akka's defaults included. */
    static Config effective(List<ObjectNode> documents, Path directory) throws IOException {
        for (Map.Entry<String, String> file : files(documents).entrySet()) {
            Files.writeString(directory.resolve(file.getKey()), file.getValue());
        }
        try (URLClassLoader service = new URLClassLoader(new URL[] {url(resources("twin-service"))})) {
            ConfigParseOptions options = ConfigParseOptions.defaults().setClassLoader(service);
            Config all =
                    ConfigFactory.parseFile(directory.resolve("muster.conf").toFile(), options);
            for (String module : MODULES) {
                all = all.withFallback(ConfigFactory.parseFile(
                        resources(module).resolve("reference.conf").toFile()));
            }
            return all.withFallback(ConfigFactory.parseResources("reference.conf"))
                    .resolve();
        }
    }

    private static Path resources(String module) {
        return Manifests.PROJECT.resolve(module).resolve("src/main/resources");
    }

    private static URL url(Path directory) throws MalformedURLException {
        return directory.toUri().toURL();
    }
}
