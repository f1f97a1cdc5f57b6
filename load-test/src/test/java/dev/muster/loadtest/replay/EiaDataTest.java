package dev.muster.loadtest.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupId;
import java.nio.file.Path;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The real week; what is counted here was counted by other means before. */
class EiaDataTest {
    private static EiaWeek week;

    @BeforeAll
    static void readData() {
        String directory = System.getenv("MUSTER_ORACLE_DATA");
        assumeTrue(
                directory != null && !directory.isBlank(),
                "MUSTER_ORACLE_DATA is not set: it names a directory with eia930/hierarchy.json, eia930/*_leaf.csv.gz"
                        + " and eia930/*_totals_published.csv, made from"
                        + " github.com/truggles/EIA_Cleaned_Hourly_Electricity_Demand_Data");
        week = EiaWeek.read(Path.of(directory));
    }

    @Test
    void shouldCountAreasHoursAndGaps() {
        assertThat(week.hours()).hasSize(168);
        assertThat(week.tree().areas()).hasSize(119);
        assertThat(week.tree().interconnects()).hasSize(13);
        assertThat(new TreeSet<>(week.tree().interconnects().values())).hasSize(3);
        assertThat(week.hours().stream()
                        .mapToInt(hour -> week.missing(hour).size())
                        .sum())
                .isEqualTo(798);
        assertThat(week.hours().stream()
                        .mapToInt(hour -> week.missing(hour).size())
                        .max())
                .hasValue(28);
        assertThat(week.hours())
                .allSatisfy(hour -> assertThat(week.missing(hour)).contains(new AssetId("PSEI")));
    }

    @Test
    void shouldFindGapsCountedAsZeroInEveryPublishedTotal() {
        for (Instant hour : week.hours()) {
            SortedMap<GroupId, Long> sums = new TreeMap<>();
            week.tree().groups().forEach(group -> sums.put(group, 0L));
            week.demand(hour)
                    .forEach((area, micros) ->
                            week.tree().groupsOf(area).forEach(group -> sums.merge(group, micros, Math::addExact)));

            assertThat(sums).as("%s", hour).isEqualTo(week.published(hour));
        }
    }
}
