package dev.muster.loadtest.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.loadtest.device.RecordingUplink;
import dev.muster.loadtest.device.SteppedClock;
import dev.muster.loadtest.ledger.AbsenceReason;
import dev.muster.loadtest.ledger.Ledger;
import dev.muster.loadtest.ledger.LedgerTotal;
import dev.muster.loadtest.model.ModelPlan;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The real week; what is counted here was counted by other means before. */
class NemDataTest {
    private static final SignalName POWER = new SignalName("power");

    private static NemModel model;

    @BeforeAll
    static void readData() {
        String directory = System.getenv("MUSTER_ORACLE_DATA");
        assumeTrue(
                directory != null,
                "MUSTER_ORACLE_DATA is not set: it names a directory with nem/units.csv and nem/power-*.csv.gz, made from github.com/opennem/opennem");
        model = NemModel.read(Path.of(directory));
    }

    @Test
    void shouldCountUnitsAndSeries() {
        NemSummary summary = model.summary();

        assertThat(summary.rows()).isEqualTo(756);
        assertThat(summary.distinct()).isEqualTo(755);
        // One of the 640 operating rows, and of the 491 with a series, is the repeated one.
        assertThat(summary.operating()).isEqualTo(639);
        assertThat(summary.withSeries()).isEqualTo(490);
        assertThat(summary.withoutSeries()).isEqualTo(149);
        assertThat(summary.series()).isEqualTo(40);
        assertThat(summary.intervals()).isEqualTo(2017);
        assertThat(summary.oddities()).anyMatch(line -> line.startsWith("ADPBA1G stands twice"));
    }

    @Test
    void shouldSplitEveryFigureExactlyAndNeverInProportion() {
        Replay replay = replay(new Ledger(model.plan(), new SteppedClock(Instant.EPOCH), false));
        for (Instant interval : model.intervals()) {
            SortedMap<AssetId, Long> split = replay.split(interval);
            model.published(interval).forEach((series, micros) -> {
                List<AssetId> units = model.units(series);
                assertThat(units.stream()
                                .mapToLong(unit -> split.getOrDefault(unit, 0L))
                                .sum())
                        .as("%s at %s", series, interval)
                        .isEqualTo(micros);
            });
            assertThat(split).hasSize(model.summary().withSeries());
        }
    }

    @Test
    void shouldLeaveExactlyTheUnitsWithoutSeriesMissing() {
        SteppedClock clock = new SteppedClock(Instant.parse("2030-03-01T12:00:00Z"));
        Ledger ledger = new Ledger(model.plan(), clock, false);
        Replay replay = new Replay(model, new RecordingUplink(clock), ledger, clock, 1);

        for (int i = 0; i < 3; i++) {
            SentInterval sent = replay.sendInterval(i);
            clock.advance(Duration.ofSeconds(2));
            sent.published().forEach((series, micros) -> assertThat(
                            ledger.total(model.group(series), POWER).micros())
                    .isEqualTo(micros * model.factor(series)));
        }

        LedgerTotal country = ledger.total(GroupKey.root(ModelPlan.GEOGRAPHY), POWER);
        assertThat(country.missing().keySet()).isEqualTo(model.neverReporting());
        assertThat(country.missing().values()).containsOnly(AbsenceReason.NEVER_REPORTED);
    }

    private static Replay replay(Ledger ledger) {
        SteppedClock clock = new SteppedClock(Instant.EPOCH);
        return new Replay(model, new RecordingUplink(clock), ledger, clock, 1);
    }
}
