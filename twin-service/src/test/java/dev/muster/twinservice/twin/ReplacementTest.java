package dev.muster.twinservice.twin;

import static dev.muster.twinservice.counter.CountedFleet.ENERGY;
import static dev.muster.twinservice.counter.CountedFleet.NOON;
import static dev.muster.twinservice.counter.CountedFleet.POWER;
import static dev.muster.twinservice.counter.CountedFleet.install;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.aggregation.MemberRegisters;
import dev.muster.aggregation.SignalValue;
import dev.muster.assetmodel.command.ModelCommand;
import dev.muster.assetmodel.connectivity.Connectivity;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.assetmodel.telemetry.Notice;
import dev.muster.assetmodel.telemetry.Quality;
import dev.muster.assetmodel.telemetry.Reading;
import dev.muster.assetmodel.telemetry.RefusalReason;
import dev.muster.assetmodel.telemetry.Sample;
import dev.muster.ingest.Observation;
import dev.muster.ingest.Verdict;
import dev.muster.twinservice.ModelOfTests;
import dev.muster.twinservice.connectivity.ConnectivityInput;
import dev.muster.twinservice.connectivity.Lifecycle;
import dev.muster.twinservice.counter.ContinuedCounters;
import dev.muster.twinservice.counter.CountedFleet;
import dev.muster.twinservice.latest.StoredLatest;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Turbine {@code WT}, whose device {@code one} is replaced by {@code two} a minute after noon; times are seconds from noon. */
class ReplacementTest {
    private static final AssetId ASSET = new AssetId("WT");
    private static final Instant REPLACED_AT = NOON.plusSeconds(60);

    private final ModelOfTests model = CountedFleet.of("WT");
    private final TwinLogic logic = new TwinLogic(
            ASSET,
            model.view,
            new ContinuedCounters(model.view),
            TwinFixtures.settings().judging());
    private Lifecycle lifecycle = Lifecycle.NEW;

    @Test
    void shouldCountOnWhereTheDeviceBeforeStopped() {
        replace(1_000.3);
        judge(energy("one", 59, 1_000.1), energy("two", 61, 0.2));

        assertThat(counted()).isEqualByComparingTo("1000.5");
        assertThat(summed()).isEqualTo(1_000_500_000L);
        assertThat(logic.registers(null).values().get(POWER)).isNull();
    }

    @Test
    void shouldShowTheOldDevicesCountAsItWasWhileItIsTheLatest() {
        replace(1_000.3);
        judge(energy("one", 59, 1_000.1));

        assertThat(counted()).isEqualByComparingTo("1000.1");
    }

    @Test
    void shouldCorrectTheCountWithTheOffset() {
        replace(1_000.3);
        judge(energy("two", 61, 0.2));

        model.execute(install("WT", "two", REPLACED_AT, 900));

        assertThat(counted()).isEqualByComparingTo("900.2");
    }

    @Test
    void shouldCountOnFromWhatIsStored() {
        replace(1_000.3);
        SignalValue raw = new SignalValue(
                200_000, Quality.GOOD, NOON.plusSeconds(61), 1, new SourceId("gw-two"), NOON.plusSeconds(61));
        MemberRegisters stored = new MemberRegisters(Map.of(ENERGY, raw), null);
        logic.load(new StoredLatest(stored, NOON.plusSeconds(61)));

        assertThat(counted()).isEqualByComparingTo("1000.5");
        Map<AssetId, MemberRegisters> read = new ContinuedCounters(model.view)
                .reading(assets -> CompletableFuture.completedFuture(Map.of(ASSET, stored)))
                .read(List.of(ASSET))
                .toCompletableFuture()
                .join();
        assertThat(read.get(ASSET).values().get(ENERGY).micros()).isEqualTo(1_000_500_000L);
    }

    @Test
    void shouldTotalNothingOfACountThatTotalsCannotHold() {
        replace(4e12);
        judge(energy("two", 61, 9e12));

        assertThat(logic.registers(null).values()).doesNotContainKey(ENERGY);
        assertThat(counted()).isEqualByComparingTo("13000000000000");
    }

    @Test
    void shouldTakeLateSamplesOfTheOldDeviceAndKeepTheNewOnesValue() {
        replace(0);
        judge(power("two", 70, 70, 5));

        Judgement judgement = judge(power("one", 50, 71, 9));

        assertThat(judgement.undecided()).hasSize(1);
        assertThat(logic.settle(judgement, new BitSet())).containsExactly(new Verdict.Late());
        assertThat(logic.snapshot(TwinState.of(lifecycle), "here")
                        .signals()
                        .get(POWER)
                        .value())
                .isEqualByComparingTo("5");
    }

    @Test
    void shouldNotTakeTheOldDevicesFlushForALifeSign() {
        replace(0);
        judge(power("one", 50, 51, 9));
        lifecycle = lifecycle.applyAll(logic.decide(
                        lifecycle,
                        new ConnectivityInput.Overdue(NOON.plusSeconds(90), NOON.plusSeconds(60)),
                        NOON.plusSeconds(90))
                .events());
        assertThat(lifecycle.state().connectivity()).isEqualTo(Connectivity.OFFLINE);

        judge(power("one", 55, 100, 9));

        assertThat(lifecycle.state().connectivity()).isEqualTo(Connectivity.OFFLINE);
        assertThat(logic.lastSeen(lifecycle)).isEqualTo(NOON.plusSeconds(51));
        judge(power("two", 101, 101, 9));
        assertThat(lifecycle.state().connectivity()).isEqualTo(Connectivity.ONLINE);
    }

    @Test
    void shouldNotGoOfflineWithTheOldDevice() {
        replace(0);
        judge(power("two", 61, 61, 9));

        // Its gateway noticed late that it was unplugged before it was replaced.
        Judgement judgement = judge(new Observation(
                new Notice(new SourceId("gw-one"), Notice.Kind.DISCONNECTED, 1, NOON.plusSeconds(59)),
                NOON.plusSeconds(62)));

        assertThat(judgement.verdicts()).containsExactly(new Verdict.Duplicate());
        assertThat(lifecycle.state().connectivity()).isEqualTo(Connectivity.ONLINE);
    }

    @Test
    void shouldTakeWhatARetiredPredecessorMeasuredWhileItWasInService() {
        model.execute(new ModelCommand.RetireAsset(ASSET, REPLACED_AT));
        model.passTo(NOON.plusSeconds(120));

        Judgement judgement = judge(sample("WT", 59, 130, POWER, 3), sample("WT", 60, 130, POWER, 3));

        assertThat(judgement.verdicts().get(0)).isEqualTo(new Verdict.Accepted());
        assertThat(judgement.verdicts().get(1))
                .isInstanceOfSatisfying(Verdict.Refused.class, refused -> assertThat(refused.reason())
                        .isEqualTo(RefusalReason.RETIRED));
        assertThat(model.view.assetOf(new SourceId("WT"), NOON.plusSeconds(59))).hasValue(ASSET);
    }

    private void replace(double energyOffset) {
        model.execute(install("WT", "one", NOON.minusSeconds(3_600), 0));
        model.execute(install("WT", "two", REPLACED_AT, energyOffset));
    }

    private BigDecimal counted() {
        return logic.snapshot(TwinState.of(lifecycle), "here")
                .signals()
                .get(ENERGY)
                .value();
    }

    private long summed() {
        return logic.registers(null).values().get(ENERGY).micros();
    }

    private Judgement judge(Observation... observations) {
        Judgement judgement = logic.judge(lifecycle, List.of(observations), NOON);
        lifecycle = lifecycle.applyAll(judgement.events());
        return judgement;
    }

    private static Observation energy(String device, int measured, double value) {
        return sample("gw-" + device, measured, measured, ENERGY, value);
    }

    private static Observation power(String device, int measured, int received, double value) {
        return sample("gw-" + device, measured, received, POWER, value);
    }

    private static Observation sample(String source, int measured, int received, SignalName signal, double value) {
        return new Observation(
                new Sample(
                        new SourceId(source),
                        measured,
                        NOON.plusSeconds(measured),
                        Map.of(signal, Reading.good(value))),
                NOON.plusSeconds(received));
    }
}
