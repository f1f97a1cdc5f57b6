package dev.muster.loadtest.stack;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The files around a server: its class path, its settings made from templates, its scratch directory. */
final class ServerFiles {
    private ServerFiles() {}

    /**
     * The class path that the build wrote for a server.
     *
     * @param module the resolver module below {@code load-test}
     * @throws StackFailure if it was not built, or a jar that it names is gone
     */
    static String classPath(Path projectDirectory, String module) {
        Path file = projectDirectory
                .resolve("load-test")
                .resolve(module)
                .resolve("target")
                .resolve("server.classpath");
        String remedy = ": run mvn -pl load-test/" + module + " generate-resources in " + projectDirectory;
        try {
            String classPath = Files.readString(file).strip();
            for (String jar : classPath.split(File.pathSeparator, -1)) {
                if (!Files.isReadable(Path.of(jar))) {
                    throw new StackFailure(
                            "Class path file " + file + " names '" + jar + "', which is not there" + remedy);
                }
            }
            return classPath;
        } catch (IOException e) {
            throw new StackFailure("Class path file " + file + " cannot be read" + remedy, e);
        }
    }

    /** Writes a resource of this package to a file, with each <code>${name}</code> replaced by its value. */
    static Path write(String resource, Path target, Map<String, String> values) {
        String text = read(resource);
        for (Map.Entry<String, String> value : values.entrySet()) {
            text = text.replace("${" + value.getKey() + "}", value.getValue());
        }
        return writeText(target, text);
    }

    static Path writeText(Path target, String text) {
        try {
            Files.createDirectories(target.getParent());
            return Files.writeString(target, text);
        } catch (IOException e) {
            throw new StackFailure("Cannot write " + target + ": " + e.getMessage(), e);
        }
    }

    /** Makes an empty directory, whatever was there. */
    static void createEmpty(Path directory) {
        delete(directory);
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new StackFailure("Cannot create " + directory + ": " + e.getMessage(), e);
        }
    }

    static void delete(Path directory) {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new StackFailure("Cannot delete " + directory + ": " + e.getMessage(), e);
        }
    }

    private static String read(String resource) {
        try (InputStream stream = ServerFiles.class.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IllegalStateException("Expected resource " + resource + ", but there is none");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new StackFailure("Cannot read resource " + resource + ": " + e.getMessage(), e);
        }
    }
}
