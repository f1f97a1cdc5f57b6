package dev.muster.loadtest.ledger;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.assetmodel.telemetry.Notice;
import dev.muster.assetmodel.telemetry.Quality;
import dev.muster.assetmodel.telemetry.Reading;
import dev.muster.assetmodel.telemetry.Sample;
import dev.muster.loadtest.device.DeviceFleet;
import dev.muster.loadtest.device.DeviceOptions;
import dev.muster.loadtest.device.RecordingUplink;
import dev.muster.loadtest.device.SteppedClock;
import dev.muster.loadtest.fleet.FleetModel;
import dev.muster.loadtest.fleet.FleetTypes;
import dev.muster.loadtest.fleet.FleetUnit;
import dev.muster.loadtest.fleet.Region;
import dev.muster.loadtest.fleet.SimulatedFleet;
import dev.muster.loadtest.fleet.Technology;
import dev.muster.loadtest.model.AssetPlan;
import dev.muster.loadtest.model.GroupPlan;
import dev.muster.loadtest.model.ModelPlan;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LedgerTest {
    private static final SignalName POWER = FleetTypes.POWER;
    private static final Instant START = Instant.parse("2030-03-01T12:00:00Z");
    private static final GroupKey ALL = new GroupKey(ModelPlan.GEOGRAPHY, new GroupId("all"));
    private static final AssetId TURBINE = new AssetId("turbine");
    private static final AssetId METER = new AssetId("meter");
    private static final AssetId OLD = new AssetId("old");

    private final SteppedClock clock = new SteppedClock(START);
    private final Ledger ledger = new Ledger(plan(), clock, true);

    @Test
    void shouldExpectAllButTheRetiredAndMissAllThatNeverReported() {
        LedgerTotal total = ledger.total(ALL, POWER);

        assertThat(total.expected()).isEqualTo(2);
        assertThat(total.reporting()).isZero();
        assertThat(total.missing()).containsOnlyKeys(TURBINE, METER).containsValue(AbsenceReason.NEVER_REPORTED);
        assertThat(ledger.total(GroupKey.root(ModelPlan.TECHNOLOGY), POWER).expected())
                .isEqualTo(2);
        assertThat(ledger.total(GroupKey.unplaced(ModelPlan.TECHNOLOGY), POWER).expected())
                .isEqualTo(2);
    }

    @Test
    void shouldCountLoadsNegative() {
        sample(TURBINE, 1, START, 2.5);
        sample(METER, 1, START, 1.2);

        assertThat(ledger.total(ALL, POWER).micros()).isEqualTo(1_300_000);
    }

    @Test
    void shouldLetTheLatestMeasurementCountWhateverCameLast() {
        sample(TURBINE, 7, START, 2.0);
        sample(TURBINE, 6, START, 1.0);
        sample(TURBINE, 9, START.minusSeconds(1), 3.0);

        assertThat(ledger.total(ALL, POWER).micros()).isEqualTo(2_000_000);
        assertThat(ledger.samples(TURBINE)).hasSize(3);
    }

    @Test
    void shouldGoStaleExactlyAfterStaleAfterAndOfflineExactlyAfterOfflineAfter() {
        sample(TURBINE, 1, START, 2.0);

        clock.advance(FleetTypes.STALE_AFTER.minusMillis(1));
        assertThat(absence(TURBINE)).isNull();
        clock.advance(Duration.ofMillis(1));
        assertThat(absence(TURBINE)).isEqualTo(AbsenceReason.STALE_SIGNAL);
        clock.advance(FleetTypes.OFFLINE_AFTER.minus(FleetTypes.STALE_AFTER));
        assertThat(absence(TURBINE)).isEqualTo(AbsenceReason.OFFLINE);
    }

    @Test
    void shouldNotLetALateDisconnectOfAnOlderSessionCount() {
        SourceId source = new SourceId(TURBINE.value());
        ledger.acknowledged(new Notice(source, Notice.Kind.CONNECTED, 2, START), START);
        sample(TURBINE, 1, START, 2.0);
        ledger.acknowledged(new Notice(source, Notice.Kind.DISCONNECTED, 1, START), START);
        assertThat(absence(TURBINE)).isNull();

        ledger.acknowledged(new Notice(source, Notice.Kind.DISCONNECTED, 2, START), START);
        assertThat(absence(TURBINE)).isEqualTo(AbsenceReason.OFFLINE);
    }

    @Test
    void shouldMissBadReadings() {
        ledger.acknowledged(
                new Sample(new SourceId(TURBINE.value()), 1, START, Map.of(POWER, new Reading(2, Quality.BAD, null))),
                START);

        assertThat(absence(TURBINE)).isEqualTo(AbsenceReason.BAD_QUALITY);
        assertThat(ledger.total(ALL, POWER).micros()).isZero();
    }

    /** The fleet's totals, computed once more in another way: the last sample of each unit, in decimal. */
    @Test
    void shouldEqualANaiveRecomputationOverTheWholeFleet() {
        SimulatedFleet fleet = SimulatedFleet.create(3, 200);
        RecordingUplink uplink = new RecordingUplink(clock);
        Ledger ofFleet = new Ledger(FleetModel.plan(fleet), clock, false);
        DeviceFleet devices =
                new DeviceFleet(fleet, uplink, ofFleet, clock, DeviceOptions.PERFECT, Duration.ofMinutes(10));
        devices.connectAll().join();
        for (int i = 0; i < 20; i++) {
            clock.advance(FleetTypes.INTERVAL);
            devices.tick().join();
        }

        for (Region region : Region.values()) {
            BigDecimal expected = BigDecimal.ZERO;
            for (FleetUnit unit : fleet.units()) {
                if (unit.region() == region) {
                    BigDecimal power = BigDecimal.valueOf(lastPower(uplink, unit));
                    expected = unit.technology() == Technology.METER ? expected.subtract(power) : expected.add(power);
                }
            }
            LedgerTotal total = ofFleet.total(FleetModel.region(region), POWER);
            assertThat(BigDecimal.valueOf(total.micros(), 6)).isEqualByComparingTo(expected);
            assertThat(total.missing()).isEmpty();
        }
    }

    private static double lastPower(RecordingUplink uplink, FleetUnit unit) {
        return uplink.sent().stream()
                .filter(telemetry -> telemetry.source().value().equals(unit.id().value()))
                .filter(Sample.class::isInstance)
                .map(telemetry -> requireNonNull(((Sample) telemetry).readings().get(POWER))
                        .value())
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    private void sample(AssetId asset, long sequence, Instant measuredAt, double power) {
        ledger.acknowledged(
                new Sample(new SourceId(asset.value()), sequence, measuredAt, Map.of(POWER, Reading.good(power))),
                clock.instant());
    }

    private @Nullable AbsenceReason absence(AssetId asset) {
        return ledger.total(ALL, POWER).missing().get(asset);
    }

    private static ModelPlan plan() {
        return new ModelPlan(
                FleetTypes.all(),
                ModelPlan.geographyAndTechnology(),
                List.of(new GroupPlan(ALL, "All", null)),
                List.of(
                        asset(TURBINE, Technology.WIND, null),
                        asset(METER, Technology.METER, null),
                        asset(OLD, Technology.WIND, START.minusSeconds(1))));
    }

    private static AssetPlan asset(AssetId id, Technology technology, @Nullable Instant retiredFrom) {
        return new AssetPlan(
                id,
                id.value(),
                technology.type(),
                Map.of(),
                Map.of(),
                retiredFrom,
                Map.of(ModelPlan.GEOGRAPHY, ALL.group()));
    }
}
