package dev.muster.twinservice.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.aggregation.MemberRegisters;
import dev.muster.aggregation.SignalValue;
import dev.muster.aggregation.StatusRegister;
import dev.muster.assetmodel.connectivity.Connectivity;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.assetmodel.telemetry.Quality;
import dev.muster.assetmodel.telemetry.Reading;
import dev.muster.assetmodel.telemetry.Sample;
import dev.muster.ingest.HistoryRow;
import dev.muster.ingest.deadline.Sighting;
import dev.muster.twinservice.latest.StoredLatest;
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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The tables of latest values, on a real Cassandra: registers converge whatever order writes come in. */
class CassandraLatestIT {
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
    void shouldKeepTheNewestOfEachSignalWhateverOrderWritesComeIn() {
        // given: power alone is newest; wind was measured before; copies that arrived again; an old device
        HistoryRow newest =
                received(new Sample(source, 5, T.plusSeconds(4), Map.of(POWER, Reading.good(2.5))), T.plusSeconds(5));
        HistoryRow before = received(
                new Sample(
                        source,
                        4,
                        T.plusSeconds(2),
                        Map.of(POWER, Reading.good(2), WIND, new Reading(9, Quality.UNCERTAIN, null))),
                T.plusSeconds(3));
        List<HistoryRow> rows = new ArrayList<>(List.of(
                newest,
                before,
                received(newest.sample(), T.plusSeconds(70)),
                received(new Sample(source, 3, T.plusSeconds(4), Map.of(POWER, Reading.good(99))), T.plusSeconds(4)),
                received(new Sample(source, 1, T, Map.of(POWER, Reading.good(1), WIND, Reading.good(1))), T),
                received(
                        new Sample(
                                new SourceId("zz-old-device"), 900, T.plusSeconds(1), Map.of(POWER, Reading.good(7))),
                        T)));
        MemberRegisters expected = new MemberRegisters(
                Map.of(
                        POWER, new SignalValue(2_500_000, Quality.GOOD, T.plusSeconds(4), 5, source, T.plusSeconds(5)),
                        WIND,
                                new SignalValue(
                                        9_000_000, Quality.UNCERTAIN, T.plusSeconds(2), 4, source, T.plusSeconds(3))),
                null);

        for (int seed = 0; seed < 20; seed++) {
            // when each is written by itself, in another order and for another asset
            Collections.shuffle(rows, new Random(seed));
            AssetId other = new AssetId("shuffled-" + UUID.randomUUID());
            for (HistoryRow row : rows) {
                await(store.history().write(List.of(new HistoryRow(other, row.sample(), row.receivedAt())), List.of()));
            }

            // then
            assertThat(await(store.latest().one(other)))
                    .as("seed %d", seed)
                    .contains(new StoredLatest(expected, T.plusSeconds(5)));
        }
    }

    @Test
    void shouldKeepTheStatusOfTheHighestJournalSequence() {
        StatusRegister online = new StatusRegister(Connectivity.ONLINE, T, 1);
        StatusRegister offline = new StatusRegister(Connectivity.OFFLINE, T.minusSeconds(5), 2);

        await(store.latest().putStatus(asset, offline));
        await(store.latest().putStatus(asset, online));

        assertThat(await(store.latest().one(asset)))
                .contains(new StoredLatest(new MemberRegisters(Map.of(), offline), null));
    }

    @Test
    void shouldKeepWhenMaintenanceEndsForAsLongAsItIsTheStatus() {
        StatusRegister.Work work = new StatusRegister.Work(T.plusSeconds(60), Connectivity.OFFLINE, T.minusSeconds(5));
        StatusRegister maintenance = new StatusRegister(Connectivity.MAINTENANCE, T, 3, work);
        StatusRegister online = new StatusRegister(Connectivity.ONLINE, T.plusSeconds(9), 4);

        await(store.latest().putStatus(asset, maintenance));
        assertThat(await(store.latest().read(List.of(asset))))
                .containsEntry(asset, new MemberRegisters(Map.of(), maintenance));
        await(store.latest().putStatus(asset, online));

        assertThat(await(store.latest().read(List.of(asset))))
                .containsEntry(asset, new MemberRegisters(Map.of(), online));
    }

    @Test
    void shouldKeepTheLatestArrivalWhateverTellsIt() {
        // given a value that arrived, and records before and after it that left none
        await(store.history().write(List.of(received(sample(source, 1, T, 1), T.plusSeconds(5))), List.of()));
        assertThat(lastSeen()).isEqualTo(T.plusSeconds(5));

        // when
        await(store.history().write(List.of(), List.of(sighting(7), sighting(9), sighting(8))));
        assertThat(lastSeen()).isEqualTo(T.plusSeconds(9));
        await(store.history().write(List.of(), List.of(sighting(6))));

        // then
        assertThat(lastSeen()).isEqualTo(T.plusSeconds(9));
    }

    private Instant lastSeen() {
        return await(store.latest().one(asset)).orElseThrow().lastSeen();
    }

    private Sighting sighting(int second) {
        return new Sighting(asset, source, T.plusSeconds(second), second);
    }

    @Test
    void shouldCallAReadingBadThatMicrosCannotHold() {
        await(store.history().write(List.of(received(sample(source, 1, T, 1e15), T)), List.of()));

        assertThat(await(store.latest().one(asset))
                        .orElseThrow()
                        .registers()
                        .values()
                        .get(POWER))
                .isEqualTo(new SignalValue(0, Quality.BAD, T, 1, source, T));
    }

    @Test
    void shouldReadManyAssetsInBulk() {
        // given
        List<AssetId> assets = IntStream.range(0, 20_000)
                .mapToObj(i -> new AssetId("bulk-" + i))
                .toList();
        for (int from = 0; from < assets.size(); from += 500) {
            await(store.history()
                    .write(
                            assets.subList(from, from + 500).stream()
                                    .map(id -> new HistoryRow(id, sample(source, 1, T, 3), T))
                                    .toList(),
                            List.of()));
        }
        await(store.latest().putStatus(assets.get(3), new StatusRegister(Connectivity.ONLINE, T, 1)));

        // when
        Map<AssetId, MemberRegisters> read = await(store.latest().read(assets));

        // then
        assertThat(read.keySet()).containsExactlyInAnyOrderElementsOf(assets);
        assertThat(read.values())
                .allSatisfy(registers -> assertThat(registers.values()).containsOnlyKeys(POWER));
        assertThat(read).hasEntrySatisfying(assets.get(3), registers -> assertThat(registers.status())
                .isNotNull());
        assertThat(await(store.latest().read(List.of()))).isEmpty();
        assertThat(await(store.latest().read(List.of(new AssetId("bulk-unknown"), assets.get(0)))))
                .containsOnlyKeys(assets.get(0));
    }

    @Test
    void shouldBoundWhatIsInFlightHoweverMuchIsAsked() {
        // given far more statements at once than the driver survives by itself
        List<CompletionStage<?>> writes = IntStream.range(0, 20_000)
                .<CompletionStage<?>>mapToObj(i -> store.latest()
                        .putStatus(new AssetId("flood-" + i), new StatusRegister(Connectivity.ONLINE, T, 1)))
                .toList();

        // then
        writes.forEach(CassandraLatestIT::await);
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
