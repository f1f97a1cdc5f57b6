package dev.muster.twinservice.store.statement.latest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.assetmodel.telemetry.Reading;
import dev.muster.assetmodel.telemetry.Sample;
import dev.muster.ingest.HistoryRow;
import dev.muster.twinservice.store.statement.latest.UpsertValues.Target;
import dev.muster.twinservice.store.statement.latest.UpsertValues.Update;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class UpsertValuesTest {
    private static final AssetId ASSET = new AssetId("WT-07");
    private static final SourceId SOURCE = new SourceId("WT-07");
    private static final Instant T = Instant.parse("2030-01-02T03:04:05Z");
    private static final SignalName POWER = new SignalName("power");
    private static final SignalName WIND = new SignalName("wind_speed");

    @Test
    void shouldWriteOnlyTheNewestOfEachSignal() {
        // given a batch that catches up, out of order
        HistoryRow newest = row(3, T.plusSeconds(4), "power");
        HistoryRow oldest = row(1, T, "power", "wind_speed");
        HistoryRow middle = row(2, T.plusSeconds(2), "power", "wind_speed");

        // when
        Collection<Update> updates = UpsertValues.conflate(List.of(newest, oldest, middle));

        // then
        assertThat(updates)
                .containsExactlyInAnyOrder(
                        new Update(target(T.plusSeconds(4)), Map.of(POWER, newest)),
                        new Update(target(T.plusSeconds(2)), Map.of(WIND, middle)));
    }

    @Test
    void shouldTakeTheHigherSequenceOfOneInstant() {
        HistoryRow higher = row(10, T, "power");
        HistoryRow lower = row(9, T, "power");

        assertThat(UpsertValues.conflate(List.of(higher, lower)))
                .containsExactly(new Update(target(T), Map.of(POWER, higher)));
        assertThat(UpsertValues.conflate(List.of(lower, higher)))
                .containsExactly(new Update(target(T), Map.of(POWER, higher)));
    }

    @Test
    void shouldTakeTheFirstArrivalOfOneSample() {
        HistoryRow first = row(1, T, "power");
        HistoryRow again =
                new HistoryRow(ASSET, first.sample(), first.receivedAt().plusSeconds(60));

        assertThat(UpsertValues.conflate(List.of(first, again)))
                .containsExactly(new Update(target(T), Map.of(POWER, first)));
        assertThat(UpsertValues.conflate(List.of(again, first)))
                .containsExactly(new Update(target(T), Map.of(POWER, first)));
    }

    @Test
    void shouldKeepSourcesOfOneAssetApart() {
        HistoryRow old = row(1, T, "power");
        Sample replaced = new Sample(new SourceId("SN-2"), 0, T, Map.of(POWER, Reading.good(1)));

        assertThat(UpsertValues.conflate(List.of(old, new HistoryRow(ASSET, replaced, T))))
                .hasSize(2);
    }

    /** Against the plain rule: of each register the greatest reading by time, then sequence, then earliest arrival. */
    @Test
    void shouldLeaveTheGreatestOfEachRegisterWhateverTheRows() {
        Random random = new Random(3);
        for (int round = 0; round < 5_000; round++) {
            List<HistoryRow> rows = new ArrayList<>();
            for (int i = 1 + random.nextInt(6); i > 0; i--) {
                rows.add(anyRow(random));
            }
            Map<List<Object>, HistoryRow> greatest = new HashMap<>();
            for (HistoryRow row : rows) {
                for (SignalName signal : row.sample().readings().keySet()) {
                    greatest.merge(List.of(row.sample().source(), signal), row, UpsertValuesTest::greater);
                }
            }

            Map<List<Object>, HistoryRow> written = new HashMap<>();
            for (Update update : UpsertValues.conflate(rows)) {
                update.newest().forEach((signal, row) -> {
                    assertThat(row.sample().measuredAt())
                            .isEqualTo(update.target().measuredAt());
                    assertThat(written.put(List.of(update.target().source(), signal), row))
                            .as("each register once")
                            .isNull();
                });
            }

            assertThat(written).as("%s", rows).isEqualTo(greatest);
        }
    }

    private static HistoryRow anyRow(Random random) {
        Map<SignalName, Reading> readings = new HashMap<>();
        readings.put(random.nextBoolean() ? POWER : WIND, Reading.good(random.nextInt()));
        readings.put(random.nextBoolean() ? POWER : WIND, Reading.good(random.nextInt()));
        Sample sample = new Sample(
                random.nextInt(4) == 0 ? new SourceId("SN-2") : SOURCE,
                random.nextInt(3),
                T.plusSeconds(random.nextInt(3)),
                readings);
        return new HistoryRow(ASSET, sample, T.plusMillis(random.nextInt(1_000)));
    }

    private static HistoryRow greater(HistoryRow one, HistoryRow other) {
        return Comparator.comparing((HistoryRow row) -> row.sample().measuredAt())
                                .thenComparing(row -> row.sample().sequence())
                                .thenComparing(HistoryRow::receivedAt, Comparator.reverseOrder())
                                .compare(one, other)
                        >= 0
                ? one
                : other;
    }

    private static Target target(Instant measuredAt) {
        return new Target(ASSET, SOURCE, measuredAt);
    }

    private static HistoryRow row(long sequence, Instant measuredAt, String... signals) {
        Map<SignalName, Reading> readings = new HashMap<>();
        for (String signal : signals) {
            readings.put(new SignalName(signal), Reading.good(1));
        }
        return new HistoryRow(ASSET, new Sample(SOURCE, sequence, measuredAt, readings), measuredAt.plusMillis(40));
    }
}
