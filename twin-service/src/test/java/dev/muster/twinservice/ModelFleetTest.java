package dev.muster.twinservice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.muster.aggregation.MemberRegisters;
import dev.muster.aggregation.StatusRegister;
import dev.muster.assetmodel.command.ModelCommand;
import dev.muster.assetmodel.connectivity.Connectivity;
import dev.muster.assetmodel.fact.Installation;
import dev.muster.assetmodel.fact.Validity;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.DeviceId;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.assetmodel.identity.TypeId;
import dev.muster.assetmodel.type.AssetType;
import dev.muster.assetmodel.type.ExpectationSchedule;
import dev.muster.assetmodel.type.SignConvention;
import dev.muster.assetmodel.type.Signal;
import dev.muster.assetmodel.type.SignalKind;
import dev.muster.ingest.deadline.Partitioning;
import dev.muster.ingest.deadline.Seed;
import dev.muster.ingest.deadline.Sighting;
import dev.muster.ingest.deadline.Terms;
import dev.muster.twinservice.latest.StoredLatest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ModelFleetTest {
    private static final Instant NOON = Instant.parse("2030-06-01T12:00:00Z");
    private static final TypeId WIND = new TypeId("wind");
    private static final TypeId SOLAR = new TypeId("solar");
    private static final AssetId TURBINE = new AssetId("WT-07");
    private static final SourceId TURBINE_SOURCE = new SourceId("gateway-1");
    private static final int PARTITIONS = 4;

    private final ModelOfTests model = new ModelOfTests(NOON);
    private final StoredFleet stored = new StoredFleet();
    private Instant now = NOON;
    private final ModelFleet fleet = new ModelFleet(model.view, stored, new TestClock(), Runnable::run);

    @BeforeEach
    void defineTypes() {
        model.execute(new ModelCommand.DefineType(type(WIND, new ExpectationSchedule.Always())));
        model.execute(new ModelCommand.DefineType(type(
                SOLAR,
                new ExpectationSchedule.Daily(
                        ZoneOffset.UTC,
                        List.of(new ExpectationSchedule.Window(LocalTime.of(6, 0), LocalTime.of(18, 0)))))));
        register(TURBINE, WIND, TURBINE_SOURCE, null);
    }

    @Test
    void shouldExpectASourceByTheTypeOfItsAsset() {
        assertThat(fleet.termsOf(TURBINE_SOURCE))
                .get()
                .extracting(Terms::asset, Terms::offlineAfter)
                .containsExactly(TURBINE, Duration.ofSeconds(30));
        assertThat(fleet.termsOf(new SourceId("stranger"))).isEmpty();
    }

    @Test
    void shouldNotWaitForASourceThatAnotherOneReplaced() {
        register(TURBINE, WIND, new SourceId("gateway-2"), null);

        assertThat(fleet.termsOf(TURBINE_SOURCE)).isEmpty();
        assertThat(fleet.termsOf(new SourceId("gateway-2"))).isPresent();
    }

    @Test
    void shouldNotWaitForARetiredAsset() {
        long before = fleet.revision();
        register(TURBINE, WIND, TURBINE_SOURCE, NOON.plusSeconds(60));
        assertThat(fleet.revision()).isGreaterThan(before);
        assertThat(fleet.termsOf(TURBINE_SOURCE)).isPresent();

        passTo(NOON.plusSeconds(60));

        assertThat(fleet.termsOf(TURBINE_SOURCE)).isEmpty();
    }

    @Test
    void shouldExpectSolarFromItsMorningOn() {
        SourceId panel = new SourceId("PV-1");
        register(new AssetId("PV-1"), SOLAR, panel, null);

        assertThat(fleet.termsOf(panel)).get().extracting(Terms::expectedFrom).isEqualTo(NOON.minusSeconds(6 * 3_600));
        passTo(NOON.plusSeconds(6 * 3_600));
        assertThat(fleet.termsOf(panel)).isEmpty();
        passTo(NOON.plusSeconds(18 * 3_600));
        assertThat(fleet.termsOf(panel)).get().extracting(Terms::expectedFrom).isEqualTo(now);
    }

    @Test
    void shouldSeedEachPartitionWithItsOwnAndOnlyWithWhomItEverHeard() {
        // given
        Map<SourceId, Seed> expected = new HashMap<>();
        for (int i = 0; i < 50; i++) {
            AssetId asset = new AssetId("asset-" + i);
            SourceId source = new SourceId("source-" + i);
            register(asset, WIND, source, null);
            if (i % 3 != 0) {
                stored.latest.put(asset, new StoredLatest(MemberRegisters.NONE, NOON.plusSeconds(i)));
                expected.put(source, new Seed(NOON.plusSeconds(i), false));
            }
        }

        // when
        Map<SourceId, Seed> found = new HashMap<>();
        for (int partition = 0; partition < PARTITIONS; partition++) {
            Map<SourceId, Seed> seeds = seeds(partition);
            int own = partition;
            assertThat(seeds.keySet()).allMatch(source -> Partitioning.partitionOf(source, PARTITIONS) == own);
            found.putAll(seeds);
        }

        // then
        assertThat(found).isEqualTo(expected);
    }

    @Test
    void shouldKnowWhoIsOfflineAlready() {
        assertThat(seedOf(status(Connectivity.OFFLINE, NOON, null))).isEqualTo(new Seed(NOON, true));
        assertThat(seedOf(status(Connectivity.ONLINE, NOON.minusSeconds(9), null)))
                .isEqualTo(new Seed(NOON, false));
        assertThat(seedOf(status(Connectivity.OFFLINE, NOON.minusMillis(1), null)))
                .as("seen since: its twin may not have said so")
                .isEqualTo(new Seed(NOON, false));
        assertThat(seedOf(status(
                        Connectivity.MAINTENANCE,
                        NOON.plusSeconds(5),
                        new StatusRegister.Work(NOON.plusSeconds(60), Connectivity.OFFLINE, NOON))))
                .as("offline under maintenance")
                .isEqualTo(new Seed(NOON, true));
    }

    @Test
    void shouldExpectTheDeviceThatIsThereAndNoneThatLeft() {
        SourceId one = new SourceId("gw-one");
        SourceId two = new SourceId("gw-two");
        long before = fleet.newSourceCount();
        install(TURBINE, one, Validity.from(NOON.plusSeconds(60)));
        install(TURBINE, two, Validity.from(NOON.plusSeconds(120)));

        assertThat(fleet.newSources(before))
                .extracting(Sighting::source, Sighting::asset, Sighting::receivedAt)
                .containsExactly(tuple(one, TURBINE, NOON), tuple(one, TURBINE, NOON), tuple(two, TURBINE, NOON));
        assertExpected(TURBINE_SOURCE, Validity.BEGINNING);
        passTo(NOON.plusSeconds(60));
        assertExpected(one, now);
        passTo(NOON.plusSeconds(119));
        assertExpected(one, NOON.plusSeconds(60));
        passTo(NOON.plusSeconds(120));
        assertExpected(two, now);
    }

    /** And nobody else. */
    private void assertExpected(SourceId source, Instant from) {
        for (SourceId any : model.view.devices().sourcesOf(TURBINE)) {
            assertThat(fleet.termsOf(any).map(Terms::expectedFrom))
                    .as("%s at %s", any, now)
                    .isEqualTo(any.equals(source) ? Optional.of(from) : Optional.empty());
        }
    }

    @Test
    void shouldSeedWhoeverMaySpeakForAnAssetThatWasHeard() {
        SourceId two = new SourceId("gw-two");
        install(TURBINE, two, Validity.from(NOON.plusSeconds(60)));
        stored.latest.put(TURBINE, new StoredLatest(MemberRegisters.NONE, NOON.minusSeconds(1)));

        Seed heard = new Seed(NOON.minusSeconds(1), false);
        assertThat(seed(TURBINE_SOURCE)).isEqualTo(heard);
        assertThat(seed(two)).isEqualTo(heard);
    }

    @Test
    void shouldLookForASourceWhereItSpeaks() {
        SourceId moving = new SourceId("gw-moving");
        AssetId other = new AssetId("WT-08");
        register(other, WIND, new SourceId("WT-08"), null);
        install(TURBINE, moving, new Validity(NOON.minusSeconds(60), NOON.plusSeconds(60)));
        install(other, moving, Validity.from(NOON.plusSeconds(60)));
        stored.latest.put(TURBINE, new StoredLatest(MemberRegisters.NONE, NOON));
        stored.latest.put(other, new StoredLatest(MemberRegisters.NONE, NOON.minusSeconds(9)));

        assertThat(seed(moving)).isEqualTo(new Seed(NOON, false));
        passTo(NOON.plusSeconds(60));
        assertThat(seed(moving)).isEqualTo(new Seed(NOON.minusSeconds(9), false));
    }

    private @Nullable Seed seed(SourceId source) {
        return seeds(Partitioning.partitionOf(source, PARTITIONS)).get(source);
    }

    private void install(AssetId asset, SourceId source, Validity validity) {
        Installation installed = new Installation(new DeviceId("of-" + source), source, Map.of());
        model.execute(new ModelCommand.InstallDevice(asset, installed, validity));
    }

    private Seed seedOf(StatusRegister status) {
        stored.latest.put(TURBINE, new StoredLatest(new MemberRegisters(Map.of(), status), NOON));
        return seeds(Partitioning.partitionOf(TURBINE_SOURCE, PARTITIONS)).get(TURBINE_SOURCE);
    }

    private Map<SourceId, Seed> seeds(int partition) {
        return fleet.seeds(partition, PARTITIONS).toCompletableFuture().join();
    }

    private static StatusRegister status(Connectivity connectivity, Instant since, StatusRegister.@Nullable Work work) {
        return new StatusRegister(connectivity, since, 3, work);
    }

    private void register(AssetId asset, TypeId type, SourceId source, @Nullable Instant retiredFrom) {
        model.execute(new ModelCommand.PutAsset(
                asset, asset.value(), type, source, Map.of(), Map.of(), retiredFrom, List.of()));
    }

    private void passTo(Instant later) {
        now = later;
        model.passTo(later);
    }

    private static AssetType type(TypeId id, ExpectationSchedule schedule) {
        Signal power = Signal.atIntervals(
                new SignalName("power"),
                "MW",
                SignalKind.GAUGE,
                SignConvention.GENERATION,
                Duration.ofSeconds(2),
                Duration.ofSeconds(7),
                null,
                true);
        return new AssetType(id, id.value(), Duration.ofSeconds(30), List.of(power), schedule);
    }

    private final class TestClock extends Clock {
        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
