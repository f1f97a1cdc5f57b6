package dev.muster.loadtest.replay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where the files of a replay are: {@code units.csv}, and {@code power-*.csv[.gz]} with published totals or
 * {@code readings-*.csv[.gz]} with readings of single units, or both. The directory itself, or the one above its {@code nem}.
 */
record DataDirectory(Path units, List<Path> figures, List<Path> readings) {
    private static final String UNITS = "units.csv";

    static DataDirectory find(Path given) {
        for (Path directory : List.of(given, given.resolve("nem"))) {
            if (Files.isRegularFile(directory.resolve(UNITS))) {
                List<Path> figures = files(directory, "power-");
                List<Path> readings = files(directory, "readings-");
                if (figures.isEmpty() && readings.isEmpty()) {
                    throw new BadData("Expected power-*.csv[.gz] or readings-*.csv[.gz] beside %s but got neither"
                            .formatted(directory.resolve(UNITS)));
                }
                return new DataDirectory(directory.resolve(UNITS), figures, readings);
            }
        }
        throw new BadData(
                "Expected %s or nem/%s in the data directory %s but got neither".formatted(UNITS, UNITS, given));
    }

    private static List<Path> files(Path directory, String prefix) {
        try (Stream<Path> all = Files.list(directory)) {
            return all.filter(file -> file.getFileName().toString().matches(prefix + ".*\\.csv(\\.gz)?"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new BadData("Expected a readable directory %s but got: %s".formatted(directory, e.getMessage()));
        }
    }
}
