package dev.muster.loadtest.replay;

import dev.muster.assetmodel.identity.AssetId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The register of units, {@code units.csv}: read tolerantly where real registers are dirty, and keeping count of it.
 *
 * @param rows in the file
 * @param units each once
 * @param repeated codes that stand more than once, with what was done
 */
record Register(int rows, List<RegisteredUnit> units, List<String> repeated) {
    private static final List<String> COLUMNS =
            List.of("station_code", "unit_code", "region", "fueltech", "status", "capacity_mw");

    Register {
        units = List.copyOf(units);
        repeated = List.copyOf(repeated);
    }

    static Register read(Path file) {
        int[] rows = {0};
        Map<AssetId, RegisteredUnit> units = new LinkedHashMap<>();
        List<String> repeated = new ArrayList<>();
        CsvFile.read(file, COLUMNS, row -> {
            rows[0]++;
            RegisteredUnit unit = unit(row);
            RegisteredUnit before = units.putIfAbsent(unit.id(), unit);
            if (before != null) {
                repeated.add(
                        before.equals(unit)
                                ? "%s stands twice, word for word: loaded once".formatted(unit.id())
                                : "%s stands twice with different facts: the first was loaded".formatted(unit.id()));
            }
        });
        if (units.isEmpty()) {
            throw new BadData("%s: Expected at least one unit but got none".formatted(file.getFileName()));
        }
        return new Register(rows[0], List.copyOf(units.values()), repeated);
    }

    private static RegisteredUnit unit(CsvFile.Row row) {
        String code = row.get("unit_code");
        AssetId id;
        try {
            id = new AssetId(code);
        } catch (IllegalArgumentException e) {
            throw row.bad(String.valueOf(e.getMessage()));
        }
        String status = row.get("status");
        if (!status.equals("operating") && !status.equals("retired")) {
            throw row.bad("Expected status operating or retired but got '%s'".formatted(status));
        }
        String station = row.get("station_code");
        String stationName = row.getOptional("station_name");
        String region = row.get("region");
        return new RegisteredUnit(
                id,
                stationName.isEmpty() ? code : stationName + " " + code,
                station.isEmpty() ? code : station,
                stationName.isEmpty() ? station : stationName,
                row.getOptional("network"),
                region.isEmpty() ? "unknown-region" : region,
                row.get("fueltech"),
                row.getOptional("dispatch_type").equals("LOAD"),
                status.equals("operating"),
                capacity(row),
                row.getOptional("lat"),
                row.getOptional("lng"));
    }

    private static @Nullable Double capacity(CsvFile.Row row) {
        String text = row.get("capacity_mw");
        if (text.isEmpty()) {
            return null;
        }
        try {
            double capacity = Double.parseDouble(text);
            if (capacity >= 0 && Double.isFinite(capacity)) {
                return capacity;
            }
        } catch (NumberFormatException e) {
            // Answered below, as a negative capacity is.
        }
        throw row.bad("Expected capacity_mw of 0 or more, or blank, but got '%s'".formatted(text));
    }
}
