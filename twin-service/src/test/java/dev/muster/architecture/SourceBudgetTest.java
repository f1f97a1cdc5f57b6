package dev.muster.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Small files in small packages: what cannot be read at a sitting is split, not excused. */
class SourceBudgetTest {
    private static final int FILE_LINES_MAX = 300;
    private static final int METHOD_LINES_MAX = 60;
    private static final int PACKAGE_FILES_MAX = 15;
    private static final int CONSTRUCTOR_PARAMETERS_MAX = 7;

    /** A member that opens a block: four spaces, a parameter list, a brace. */
    private static final Pattern METHOD_START =
            Pattern.compile("^ {4}(?! )(?!.*\\b(class|record|interface|enum)\\b).*\\(.*");

    private static final Map<Path, List<String>> SOURCES = new TreeMap<>();

    @BeforeAll
    static void readSources() throws IOException {
        Path project = Path.of(System.getProperty("muster.project.dir"));
        try (Stream<Path> files = Files.walk(project)) {
            files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.toString().contains("/target/"))
                    .forEach(file -> SOURCES.put(project.relativize(file), lines(file)));
        }
        assertThat(SOURCES).hasSizeGreaterThan(100);
    }

    @Test
    void shouldKeepFilesShort() {
        assertThat(SOURCES.entrySet()).allSatisfy(source -> assertThat(source.getValue())
                .as("%s: lines", source.getKey())
                .hasSizeLessThanOrEqualTo(FILE_LINES_MAX));
    }

    @Test
    void shouldKeepMethodsShort() {
        List<String> tooLong = new ArrayList<>();
        SOURCES.forEach((file, lines) -> tooLong.addAll(methodsOver(METHOD_LINES_MAX, file, lines)));

        assertThat(tooLong).isEmpty();
    }

    @Test
    void shouldSeeMethodThatIsTooLong() {
        List<String> lines = new ArrayList<>(List.of("class Planted {", "    void planted() {"));
        lines.addAll(
                Stream.generate(() -> "        x++;").limit(METHOD_LINES_MAX).toList());
        lines.addAll(List.of("    }", "}"));

        assertThat(methodsOver(METHOD_LINES_MAX, Path.of("Planted.java"), lines))
                .hasSize(1);
    }

    @Test
    void shouldKeepPackagesSmallAndDescribed() {
        Map<Path, List<String>> packages = SOURCES.keySet().stream()
                .collect(Collectors.groupingBy(
                        Path::getParent,
                        TreeMap::new,
                        Collectors.mapping(file -> file.getFileName().toString(), Collectors.toList())));

        assertThat(packages).allSatisfy((directory, files) -> {
            assertThat(files.stream().filter(file -> !file.equals("package-info.java")))
                    .as("%s: files", directory)
                    .hasSizeLessThanOrEqualTo(PACKAGE_FILES_MAX);
            if (directory.toString().contains("src/main")) {
                assertThat(files).as("%s: says what lives there", directory).contains("package-info.java");
            }
        });
    }

    @Test
    void shouldKeepConstructorsNarrow() {
        List<String> tooWide = new ArrayList<>();
        Pattern parameters =
                Pattern.compile("^ {4}(?:public |private |protected )?([A-Z]\\w+)\\(([^)]*)\\) *(?:throws .*)?\\{");
        SOURCES.forEach((file, lines) -> {
            String text = String.join("\n", lines).replaceAll(",\\n\\s+", ", ").replaceAll("\\(\\n\\s+", "(");
            text.lines().forEach(line -> {
                var found = parameters.matcher(line);
                if (found.find()
                        && found.group(2).replaceAll("<[^()]*>", "").split(",").length > CONSTRUCTOR_PARAMETERS_MAX) {
                    tooWide.add(file + ": " + found.group(1));
                }
            });
        });

        assertThat(tooWide).isEmpty();
    }

    @Test
    void shouldLeaveNothingHalfDone() {
        Pattern halfDone = Pattern.compile("\\b(TO" + "DO|FIX" + "ME)\\b|@Dis" + "abled|printStack" + "Trace\\(");
        Pattern sleep = Pattern.compile("Thread\\.sl" + "eep\\(");

        assertThat(SOURCES).allSatisfy((file, lines) -> assertThat(lines.stream()
                        .filter(line -> halfDone.matcher(line).find()
                                || (file.toString().contains("src/test")
                                        && sleep.matcher(line).find())))
                .as(file.toString())
                .isEmpty());
    }

    private static List<String> methodsOver(int linesMax, Path file, List<String> lines) {
        List<String> found = new ArrayList<>();
        int start = -1;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (start < 0 && METHOD_START.matcher(line).matches() && !line.endsWith(";")) {
                start = i;
            } else if (start >= 0 && line.equals("    }")) {
                if (i - start + 1 > linesMax) {
                    found.add("%s:%d: %d lines".formatted(file, start + 1, i - start + 1));
                }
                start = -1;
            } else if (start >= 0 && line.startsWith("    ") && line.endsWith(";") && !line.startsWith("     ")) {
                start = -1;
            }
        }
        return found;
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
