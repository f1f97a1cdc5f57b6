package dev.muster.loadtest.replay;

import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupId;
import dev.muster.assetmodel.identity.GroupKey;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Hourly demand of the balancing areas of EIA-930, and the publisher's own totals of it. In micros, as published: demand is
 * positive. {@code MISSING}, {@code EMPTY} and blank are hours without a reading; the publisher's totals count them as 0.
 * Whole: every area has a row for every hour, and every group a total. Immutable.
 */
public final class EiaWeek {
    private static final String SUBDIRECTORY = "eia930";
    private static final String HIERARCHY = "hierarchy.json";
    private static final List<String> AREA_COLUMNS = List.of("date_time", "interconnect", "region", "asset", "raw_mw");
    private static final List<String> TOTAL_COLUMNS = List.of("date_time", "level", "group", "raw_mw");
    private static final Set<String> NO_READING = Set.of("MISSING", "EMPTY", "");
    private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);
    private static final int MICRO_DECIMALS = 6;

    private final EiaTree tree;
    private final SortedMap<Instant, SortedMap<AssetId, Long>> demand = new TreeMap<>();
    private final SortedMap<Instant, SortedSet<AssetId>> missing = new TreeMap<>();
    private final SortedMap<Instant, SortedMap<GroupId, Long>> published = new TreeMap<>();

    private EiaWeek(EiaTree tree) {
        this.tree = tree;
    }

    /** Reads the directory, or its {@code eia930}; {@link BadData} when it is not as documented. */
    public static EiaWeek read(Path given) {
        for (Path directory : List.of(given, given.resolve(SUBDIRECTORY))) {
            if (Files.isRegularFile(directory.resolve(HIERARCHY))) {
                Path areas = only(directory, "_leaf.csv");
                Path totals = only(directory, "_totals_published.csv");
                EiaWeek week = new EiaWeek(EiaTree.read(directory.resolve(HIERARCHY)));
                CsvFile.read(areas, AREA_COLUMNS, week::enterArea);
                CsvFile.read(totals, TOTAL_COLUMNS, week::enterTotal);
                week.requireWhole(areas, totals);
                return week;
            }
        }
        throw new BadData("Expected %s or %s/%s in the data directory %s but got neither"
                .formatted(HIERARCHY, SUBDIRECTORY, HIERARCHY, given));
    }

    public EiaTree tree() {
        return tree;
    }

    /** All hours, in order. */
    public List<Instant> hours() {
        return List.copyOf(demand.keySet());
    }

    /** What was read of each area in an hour; areas without a reading are not in it. */
    public SortedMap<AssetId, Long> demand(Instant hour) {
        return Collections.unmodifiableSortedMap(of(demand, hour));
    }

    /** The areas without a reading in an hour: with those of {@link #demand}, all areas. */
    public SortedSet<AssetId> missing(Instant hour) {
        return Collections.unmodifiableSortedSet(of(missing, hour));
    }

    /** The publisher's totals of an hour: of every region and interconnect, and of all under {@link GroupKey#ROOT}. */
    public SortedMap<GroupId, Long> published(Instant hour) {
        return Collections.unmodifiableSortedMap(of(published, hour));
    }

    private void enterArea(CsvFile.Row row) {
        Instant hour = hour(row);
        AssetId area = area(row);
        List<GroupId> groups = tree.groupsOf(area);
        String region = groups.get(0).value();
        String interconnect = groups.get(1).value();
        if (!row.get("region").equals(region) || !row.get("interconnect").equals(interconnect)) {
            throw row.bad("Expected area %s in %s of %s, as %s has it, but got '%s' of '%s'"
                    .formatted(area, region, interconnect, HIERARCHY, row.get("region"), row.get("interconnect")));
        }
        SortedMap<AssetId, Long> readings = demand.computeIfAbsent(hour, any -> new TreeMap<>());
        SortedSet<AssetId> gaps = missing.computeIfAbsent(hour, any -> new TreeSet<>());
        if (readings.containsKey(area) || gaps.contains(area)) {
            throw row.bad("Expected one row of area %s at %s but got two".formatted(area, hour));
        }
        OptionalLong micros = micros(row);
        if (micros.isPresent()) {
            readings.put(area, micros.getAsLong());
        } else {
            gaps.add(area);
        }
    }

    private AssetId area(CsvFile.Row row) {
        AssetId area;
        try {
            area = new AssetId(row.get("asset"));
        } catch (IllegalArgumentException e) {
            throw row.bad(String.valueOf(e.getMessage()));
        }
        if (!tree.regions().containsKey(area)) {
            throw row.bad("Expected an area of %s but got '%s'".formatted(HIERARCHY, area));
        }
        return area;
    }

    private void enterTotal(CsvFile.Row row) {
        Instant hour = hour(row);
        GroupId group = group(row);
        OptionalLong micros = micros(row);
        if (micros.isEmpty()) {
            throw row.bad("Expected a total of %s at %s but got '%s'".formatted(group, hour, row.get("raw_mw")));
        }
        if (published.computeIfAbsent(hour, any -> new TreeMap<>()).put(group, micros.getAsLong()) != null) {
            throw row.bad("Expected one total of %s at %s but got two".formatted(group, hour));
        }
    }

    private GroupId group(CsvFile.Row row) {
        String level = row.get("level");
        if (level.equals("total")) {
            return GroupKey.ROOT;
        }
        Map<String, GroupId> known = new HashMap<>();
        if (level.equals("region")) {
            tree.interconnects().keySet().forEach(region -> known.put(region.value(), region));
        } else if (level.equals("interconnect")) {
            tree.interconnects().values().forEach(above -> known.put(above.value(), above));
        } else {
            throw row.bad("Expected level region, interconnect or total but got '%s'".formatted(level));
        }
        GroupId group = known.get(row.get("group"));
        if (group == null) {
            throw row.bad("Expected a group of level %s, as %s has it, but got '%s'"
                    .formatted(level, HIERARCHY, row.get("group")));
        }
        return group;
    }

    /** A row that is not there would be taken for a gap, or for a total that nobody need compare. */
    private void requireWhole(Path areas, Path totals) {
        if (demand.isEmpty()) {
            throw new BadData("%s: Expected at least one row but got none".formatted(areas.getFileName()));
        }
        demand.forEach((hour, readings) -> {
            SortedSet<AssetId> absent = tree.areas();
            absent.removeAll(readings.keySet());
            absent.removeAll(missing(hour));
            if (!absent.isEmpty()) {
                throw new BadData("%s: Expected a row of area %s at %s but got none"
                        .formatted(areas.getFileName(), absent.first(), hour));
            }
            SortedSet<GroupId> untotalled = tree.groups();
            untotalled.removeAll(published.getOrDefault(hour, new TreeMap<>()).keySet());
            if (!untotalled.isEmpty()) {
                throw new BadData("%s: Expected a total of %s at %s but got none"
                        .formatted(totals.getFileName(), untotalled.first(), hour));
            }
        });
    }

    private static Instant hour(CsvFile.Row row) {
        try {
            return LocalDateTime.parse(row.get("date_time"), HOUR).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            throw row.bad("Expected a time such as 2030-01-02 03:00:00 but got '%s'".formatted(row.get("date_time")));
        }
    }

    private static OptionalLong micros(CsvFile.Row row) {
        String text = row.get("raw_mw");
        if (NO_READING.contains(text)) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(
                    new BigDecimal(text).movePointRight(MICRO_DECIMALS).longValueExact());
        } catch (ArithmeticException | NumberFormatException e) {
            throw row.bad("Expected raw_mw to be megawatts with at most six decimals, MISSING or EMPTY, but got '%s'"
                    .formatted(text));
        }
    }

    private static <T> T of(SortedMap<Instant, T> byHour, Instant hour) {
        T found = byHour.get(hour);
        if (found == null) {
            throw new IllegalArgumentException("Expected an hour of the data but got " + hour);
        }
        return found;
    }

    private static Path only(Path directory, String ending) {
        List<Path> found;
        try (Stream<Path> all = Files.list(directory)) {
            found = all.filter(file -> {
                        String name = file.getFileName().toString();
                        return name.endsWith(ending) || name.endsWith(ending + ".gz");
                    })
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new BadData("Expected a readable directory %s but got: %s".formatted(directory, e.getMessage()));
        }
        if (found.size() != 1) {
            throw new BadData("Expected one file *%s[.gz] in %s but got %d".formatted(ending, directory, found.size()));
        }
        return found.get(0);
    }
}
