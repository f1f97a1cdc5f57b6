package dev.muster.loadtest.replay;

import dev.muster.assetmodel.identity.AssetId;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What was published for each interval: figures of a series, and readings of single units where there are some. In micros,
 * as published: charging and pumping are positive loads. Blank, {@code MISSING} and {@code EMPTY} mean that nothing was published.
 *
 * @param figures by interval and series
 * @param readings by interval and unit
 */
record PublishedWeek(
        SortedMap<Instant, SortedMap<Series, Long>> figures, SortedMap<Instant, SortedMap<AssetId, Long>> readings) {
    private static final List<String> FIGURE_COLUMNS = List.of("interval_utc", "region", "fueltech", "power_mw");
    private static final List<String> READING_COLUMNS = List.of("interval_utc", "unit_code", "power_mw");
    private static final int MICRO_DECIMALS = 6;

    static PublishedWeek read(List<Path> figureFiles, List<Path> readingFiles) {
        SortedMap<Instant, SortedMap<Series, Long>> figures = new TreeMap<>();
        for (Path file : figureFiles) {
            CsvFile.read(file, FIGURE_COLUMNS, row -> {
                Series series = new Series(row.get("region"), row.get("fueltech"));
                enter(figures, row, series);
            });
        }
        SortedMap<Instant, SortedMap<AssetId, Long>> readings = new TreeMap<>();
        for (Path file : readingFiles) {
            CsvFile.read(file, READING_COLUMNS, row -> {
                try {
                    enter(readings, row, new AssetId(row.get("unit_code")));
                } catch (IllegalArgumentException e) {
                    throw row.bad(String.valueOf(e.getMessage()));
                }
            });
        }
        if (figures.isEmpty() && readings.isEmpty()) {
            throw new BadData("Expected figures or readings but the files hold none");
        }
        return new PublishedWeek(figures, readings);
    }

    List<Instant> intervals() {
        SortedSet<Instant> all = new TreeSet<>(figures.keySet());
        all.addAll(readings.keySet());
        return List.copyOf(all);
    }

    SortedSet<Series> series() {
        SortedSet<Series> all = new TreeSet<>();
        figures.values().forEach(interval -> all.addAll(interval.keySet()));
        return all;
    }

    private static <K> void enter(SortedMap<Instant, SortedMap<K, Long>> entries, CsvFile.Row row, K key) {
        Instant interval = interval(row);
        Optional<Long> micros = micros(row);
        Map<K, Long> ofInterval = entries.computeIfAbsent(interval, any -> new TreeMap<>());
        if (micros.isPresent() && ofInterval.put(key, micros.get()) != null) {
            throw row.bad("Expected one figure of %s at %s but got two".formatted(key, interval));
        }
    }

    private static Instant interval(CsvFile.Row row) {
        try {
            return Instant.parse(row.get("interval_utc"));
        } catch (DateTimeException e) {
            throw row.bad(
                    "Expected a time such as 2030-01-02T03:05:00Z but got '%s'".formatted(row.get("interval_utc")));
        }
    }

    private static Optional<Long> micros(CsvFile.Row row) {
        String text = row.get("power_mw");
        if (text.isEmpty() || text.equals("MISSING") || text.equals("EMPTY")) {
            return Optional.empty();
        }
        try {
            return Optional.of(new BigDecimal(text)
                    .setScale(MICRO_DECIMALS, RoundingMode.HALF_EVEN)
                    .unscaledValue()
                    .longValueExact());
        } catch (ArithmeticException | NumberFormatException e) {
            throw row.bad("Expected power_mw to be a number of megawatts but got '%s'".formatted(text));
        }
    }
}
