package dev.muster.twinservice.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.assetmodel.telemetry.Quality;
import dev.muster.assetmodel.telemetry.Reading;
import dev.muster.assetmodel.telemetry.Sample;
import dev.muster.ingest.HistoryRow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class CassandraStoreIT {
    private static final Instant T = Instant.parse("2030-01-02T03:59:58Z");
    private static final SignalName POWER = new SignalName("power");
    private static final SignalName WIND = new SignalName("wind_speed");
    private static CassandraStore store;

    private final AssetId asset = new AssetId("asset-" + UUID.randomUUID());
    private final SourceId source = new SourceId(asset.value());

    @BeforeAll
    static void connect() {
        store = await(CassandraStore.connect(TestCassandra.settings(CassandraStore.class)));
    }

    @AfterAll
    static void close() {
        store.close();
    }

    @Test
    void shouldGiveBackSamplesExactlyAsSent() {
        // given
        Sample sent = new Sample(
                source,
                7,
                T.plusMillis(123),
                Map.of(
                        POWER,
                        new Reading(-0.1 - 0.2, Quality.UNCERTAIN, "MW"),
                        WIND,
                        new Reading(1e300, Quality.BAD, null)));
        HistoryRow row = new HistoryRow(asset, sent, T.plusMillis(456));

        // when
        await(store.history().write(List.of(row), List.of()));

        // then
        assertThat(page(T, T.plusSeconds(1), 10, null)).isEqualTo(new HistoryPage(List.of(row), null));
    }

    @Test
    void shouldKeepSamplesOfOneInstantApart() {
        // given two samples of one instant, and the same from a device that took over, with the same sequence
        SourceId successor = new SourceId("new-device");
        List<HistoryRow> rows = List.of(
                row(source, 1, T, 1.0), row(source, 2, T, 2.0), row(successor, 1, T, 3.0), row(successor, 2, T, 4.0));

        // when
        await(store.history().write(rows, List.of()));

        // then
        assertThat(page(T, T.plusMillis(1), 10, null).rows()).containsExactlyInAnyOrderElementsOf(rows);
    }

    @Test
    void shouldHoldTheFirstArrivalWhateverOrderCopiesAreWrittenIn() {
        // given a device that sent a sample again, with another value at that
        HistoryRow first = row(source, 1, T, 1.0);
        HistoryRow again = new HistoryRow(asset, row(source, 1, T, 9.0).sample(), T.plusSeconds(60));

        for (List<HistoryRow> order : List.of(List.of(first), List.of(again), List.of(first, again), List.of(again))) {
            // when
            await(store.history().write(order, List.of()));
        }

        // then
        assertThat(page(T, T.plusMillis(1), 10, null).rows()).containsExactly(first);
    }

    @Test
    void shouldPageThroughARangeAcrossPartitions() {
        // given three days with a sample each minute, written in disorder, and twice
        List<HistoryRow> rows = new ArrayList<>(IntStream.range(0, 3 * 24 * 60)
                .mapToObj(i -> row(source, i, T.plusSeconds(60L * i), i))
                .toList());
        List<HistoryRow> shuffled = new ArrayList<>(rows);
        shuffled.addAll(rows);
        Collections.shuffle(shuffled, new Random(1));
        await(store.history().write(shuffled, List.of()));

        // when: from the second sample to before the last, neither at a page's border
        List<HistoryRow> read = new ArrayList<>();
        @Nullable HistoryPosition position = null;
        int pages = 0;
        do {
            HistoryPage page = page(
                    rows.get(1).sample().measuredAt(), rows.get(4319).sample().measuredAt(), 1000, position);
            read.addAll(page.rows());
            position = page.next();
            pages++;
        } while (position != null);

        // then
        assertThat(pages).isEqualTo(5);
        assertThat(read).isEqualTo(rows.subList(1, 4319));
    }

    @Test
    void shouldEndWithoutAPositionWhenTheLimitFitsExactly() {
        await(store.history().write(List.of(row(source, 1, T, 1), row(source, 2, T.plusSeconds(3600), 2)), List.of()));

        assertThat(page(T, T.plusSeconds(3601), 2, null).next()).isNull();
        HistoryPage first = page(T, T.plusSeconds(3601), 1, null);
        assertThat(first.next()).isEqualTo(new HistoryPosition(T, source, 1));
        assertThat(page(T, T.plusSeconds(3601), 1, first.next()).rows())
                .extracting(row -> row.sample().sequence())
                .containsExactly(2L);
    }

    @Test
    void shouldExcludeTheEndAndIncludeTheBeginningToTheNanosecond() {
        await(store.history().write(List.of(row(source, 1, T, 1)), List.of()));

        assertThat(page(T, T, 10, null).rows()).isEmpty();
        assertThat(page(T, T.plusNanos(1), 10, null).rows()).hasSize(1);
        assertThat(page(T.plusNanos(1), T.plusSeconds(1), 10, null).rows()).isEmpty();
        assertThat(page(T.minusSeconds(1), T, 10, null).rows()).isEmpty();
    }

    @Test
    void shouldHoldSamplesFromBefore1970() {
        Instant moon = Instant.parse("1969-07-20T20:17:40Z");
        HistoryRow row = new HistoryRow(asset, sample(source, 1, moon, 1), T);

        await(store.history().write(List.of(row), List.of()));

        assertThat(page(moon, moon.plusSeconds(1), 10, null).rows()).containsExactly(row);
    }

    @Test
    void shouldKnowASampleByItsFullKey() {
        await(store.history().write(List.of(row(source, 1, T, 1)), List.of()));

        assertThat(await(store.latest().exists(asset, T, source, 1))).isTrue();
        assertThat(await(store.latest().exists(asset, T, source, 2))).isFalse();
        assertThat(await(store.latest().exists(asset, T.plusMillis(1), source, 1)))
                .isFalse();
        assertThat(await(store.latest().exists(asset, T, new SourceId("other"), 1)))
                .isFalse();
        assertThat(await(store.latest().exists(new AssetId("other"), T, source, 1)))
                .isFalse();
    }

    @Test
    void shouldWriteLatestValuesAndNoRowsWhereHistoryIsOff() {
        StoreSettings on = TestCassandra.settings(CassandraStore.class);
        StoreSettings off = new StoreSettings(
                on.cluster(), on.keyspace(), on.requests(), new StoreSettings.History(false, Duration.ZERO));
        try (CassandraStore without = await(CassandraStore.connect(off))) {
            await(without.history().write(List.of(row(source, 1, T, 1)), List.of()));

            assertThat(await(without.latest().exists(asset, T, source, 1))).isFalse();
            assertThat(without.reader().isKept()).isFalse();
            assertThat(without.history().rowsPerCall())
                    .isGreaterThan(store.history().rowsPerCall());
        }
        assertThat(page(T, T.plusMillis(1), 10, null).rows()).isEmpty();
        assertThat(await(store.latest().one(asset))).isPresent();
    }

    private HistoryPage page(Instant from, Instant to, int limit, @Nullable HistoryPosition after) {
        return await(store.reader().read(new HistoryQuery(asset, from, to, limit, after)));
    }

    private HistoryRow row(SourceId from, long sequence, Instant measuredAt, double power) {
        return new HistoryRow(asset, sample(from, sequence, measuredAt, power), measuredAt.plusMillis(40));
    }

    private HistoryRow received(Sample sample, Instant receivedAt) {
        return new HistoryRow(asset, sample, receivedAt);
    }

    private static Sample sample(SourceId source, long sequence, Instant measuredAt, double power) {
        return new Sample(source, sequence, measuredAt, Map.of(POWER, Reading.good(power)));
    }

    private static <T> T await(CompletionStage<T> stage) {
        return stage.toCompletableFuture()
                .orTimeout(Duration.ofMinutes(1).toSeconds(), TimeUnit.SECONDS)
                .join();
    }
}
