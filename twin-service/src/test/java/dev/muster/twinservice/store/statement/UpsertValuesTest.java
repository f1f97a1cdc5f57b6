package dev.muster.twinservice.store.statement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.assetmodel.telemetry.Reading;
import dev.muster.assetmodel.telemetry.Sample;
import dev.muster.ingest.HistoryRow;
import dev.muster.twinservice.store.statement.UpsertValues.Target;
import dev.muster.twinservice.store.statement.UpsertValues.Update;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
