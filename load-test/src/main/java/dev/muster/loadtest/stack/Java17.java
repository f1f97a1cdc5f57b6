package dev.muster.loadtest.stack;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds a Java 17, because Cassandra 5.0 starts on no newer one. */
final class Java17 {
    private static final int FEATURE = 17;
    private static final Pattern RELEASE = Pattern.compile("^JAVA_VERSION=\"17[.\"]", Pattern.MULTILINE);

    private final int runningFeature;
    private final Path runningHome;
    private final Map<String, String> environment;
    private final Path installedUnder;

    Java17(int runningFeature, Path runningHome, Map<String, String> environment, Path installedUnder) {
        this.runningFeature = runningFeature;
        this.runningHome = runningHome;
        this.environment = Map.copyOf(environment);
        this.installedUnder = installedUnder;
    }

    static Java17 ofThisMachine() {
        return new Java17(
                Runtime.version().feature(),
                Path.of(System.getProperty("java.home")),
                System.getenv(),
                Path.of("/usr/lib/jvm"));
    }

    /** The running Java if it is a 17, else the first one found. */
    Path home() {
        if (runningFeature == FEATURE) {
            return runningHome;
        }
        return candidates().stream()
                .filter(Java17::isJava17)
                .findFirst()
                .orElseThrow(() -> new StackFailure("Cassandra 5.0 runs on Java 17 only, this is Java " + runningFeature
                        + ", and no 17 is in JAVA17_HOME, JAVA_HOME, beside " + runningHome + " or under "
                        + installedUnder + ": install one, or point JAVA17_HOME at it"));
    }

    private List<Path> candidates() {
        List<Path> candidates = new ArrayList<>();
        for (String variable : List.of("JAVA17_HOME", "JAVA_HOME")) {
            String value = environment.get(variable);
            if (value != null && !value.isBlank()) {
                candidates.add(Path.of(value));
            }
        }
        candidates.addAll(childrenOf(runningHome.getParent()));
        candidates.addAll(childrenOf(installedUnder));
        return candidates;
    }

    private static List<Path> childrenOf(@Nullable Path directory) {
        if (directory == null || !Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> children = Files.list(directory)) {
            return children.sorted().toList();
        } catch (IOException e) {
            // A directory that cannot be read holds no Java that could be run.
            return List.of();
        }
    }

    private static boolean isJava17(Path home) {
        if (!Files.isExecutable(home.resolve("bin").resolve("java"))) {
            return false;
        }
        try {
            String release = Files.readString(home.resolve("release"), StandardCharsets.ISO_8859_1);
            return RELEASE.matcher(release).find();
        } catch (IOException e) {
            // Without a release file nothing says which Java it is.
            return false;
        }
    }
}
