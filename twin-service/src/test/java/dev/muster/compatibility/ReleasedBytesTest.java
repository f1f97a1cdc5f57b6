package dev.muster.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Golden files are never edited: {@code SHA256SUMS} beside them, as {@code sha256sum} writes it, has the sum of each. {@code
 * -Dmuster.golden.record=true} adds the lines of new files; it changes none.
 */
class ReleasedBytesTest {
    private static final String SUMS = "SHA256SUMS";

    @ParameterizedTest
    @ValueSource(strings = {"asset-model", "ingest", "twin-service"})
    void shouldHaveTheBytesThatWereReleased(String module) {
        Path golden = Path.of(System.getProperty("muster.project.dir"), module, "src/test/resources/golden");
        if (Boolean.getBoolean("muster.golden.record")) {
            record(golden);
        }

        assertThat(complaints(golden)).isEmpty();
        assertThat(sumsOf(golden)).isNotEmpty();
    }

    @Test
    void shouldSeeEveryDifference(@TempDir Path golden) throws IOException {
        // given
        Files.createDirectory(golden.resolve("twin"));
        for (String file : List.of("twin/edited", "twin/gone", "twin/left alone")) {
            Files.writeString(golden.resolve(file), file);
        }
        record(golden);
        assertThat(complaints(golden)).isEmpty();

        // when
        Files.writeString(golden.resolve("twin/edited"), "better");
        Files.delete(golden.resolve("twin/gone"));
        Files.writeString(golden.resolve("twin/new"), "new");

        // then
        assertThat(complaints(golden)).hasSize(3);
        assertThat(complaints(golden).get(0))
                .startsWith(
                        "Expected twin/edited as it was released but its bytes differ: they lie in somebody's journal")
                .contains("a new file");
        assertThat(complaints(golden).get(1)).startsWith("Expected twin/gone as it was released but it is gone");
        assertThat(complaints(golden).get(2)).startsWith("Expected a line for twin/new");
        record(golden);
        assertThat(complaints(golden)).hasSize(2);
    }

    private static List<String> complaints(Path golden) {
        SortedMap<String, String> released = released(golden);
        SortedMap<String, String> there = sumsOf(golden);
        Stream<String> changed = released.entrySet().stream()
                .filter(line -> !line.getValue().equals(there.get(line.getKey())))
                .map(Map.Entry::getKey)
                .map(file ->
                        ("Expected %s as it was released but %s: they lie in somebody's journal, or come from a node that is"
                                        + " not upgraded yet. Take it back, and add a new file for what is new")
                                .formatted(file, there.containsKey(file) ? "its bytes differ" : "it is gone"));
        Stream<String> added = there.keySet().stream()
                .filter(file -> !released.containsKey(file))
                .map("Expected a line for %s in SHA256SUMS: -Dmuster.golden.record=true writes it"::formatted);
        return Stream.concat(changed, added).toList();
    }

    private static void record(Path golden) {
        SortedMap<String, String> released = released(golden);
        StringBuilder lines = new StringBuilder();
        sumsOf(golden).forEach((file, sum) -> released.putIfAbsent(file, sum));
        released.forEach(
                (file, sum) -> lines.append(sum).append("  ").append(file).append('\n'));
        try {
            Files.writeString(golden.resolve(SUMS), lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SortedMap<String, String> released(Path golden) {
        SortedMap<String, String> sums = new TreeMap<>();
        Path list = golden.resolve(SUMS);
        try {
            for (String line :
                    Files.exists(list) ? Files.readAllLines(list, StandardCharsets.UTF_8) : List.<String>of()) {
                String[] parts = line.split("  ", 2);
                sums.put(parts[1], parts[0]);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return sums;
    }

    private static SortedMap<String, String> sumsOf(Path golden) {
        SortedMap<String, String> sums = new TreeMap<>();
        try (Stream<Path> files = Files.walk(golden)) {
            files.filter(Files::isRegularFile)
                    .map(golden::relativize)
                    .map(file -> file.toString().replace('\\', '/'))
                    .filter(file -> !file.equals(SUMS))
                    .forEach(file -> sums.put(file, sum(golden.resolve(file))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return sums;
    }

    private static String sum(Path file) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
