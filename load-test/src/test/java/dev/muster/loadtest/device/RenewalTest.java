package dev.muster.loadtest.device;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.assetmodel.telemetry.Reading;
import dev.muster.assetmodel.telemetry.Sample;
import dev.muster.assetmodel.telemetry.TelemetryRecord;
import dev.muster.loadtest.fleet.FleetModel;
import dev.muster.loadtest.fleet.FleetTypes;
import dev.muster.loadtest.fleet.FleetUnit;
import dev.muster.loadtest.fleet.Merger;
import dev.muster.loadtest.fleet.Physics;
import dev.muster.loadtest.fleet.SimulatedFleet;
import dev.muster.loadtest.ledger.Ledger;
import dev.muster.loadtest.ledger.LedgerTotal;
import dev.muster.loadtest.model.ModelPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A fleet in which two units become one and a meter is replaced, beside the same fleet in which nothing ever changes. */
class RenewalTest {
    private static final Instant START = Instant.parse("2030-03-01T12:00:00Z");
    private static final Duration STEP = Duration.ofMinutes(5);
    private static final SimulatedFleet FLEET = SimulatedFleet.create(5, 60);
    private static final Merger MERGER = Merger.of(FLEET, START.plusSeconds(60));
    private static final ModelPlan PLAN = FleetModel.plan(FLEET, MERGER);
    private static final FleetUnit METER = Replacement.of(FLEET).meter();
    private static final SourceId NEW_METER = Replacement.of(FLEET).source();

    private final SteppedClock clock = new SteppedClock(START);
    private final RecordingUplink uplink = new RecordingUplink(clock);
    private final Ledger ledger = new Ledger(PLAN, clock, true);
    private final DeviceFleet devices =
            new DeviceFleet(FLEET, uplink, ledger, clock, DeviceOptions.PERFECT, STEP, MERGER);
    private final Ledger truth = new Ledger(FleetModel.plan(FLEET), clock, true);
    private final DeviceFleet unchanged =
            new DeviceFleet(FLEET, new RecordingUplink(clock), truth, clock, DeviceOptions.PERFECT, STEP);

    @Test
    void shouldExpectTwoUnitsAndThenOneAndAlwaysSumTheSame() {
        connect();
        List<Integer> expected = new ArrayList<>();
        boolean charged = false;
        for (int i = 0; i < 60; i++) {
            tick();
            LedgerTotal total = total(ledger);
            expected.add(total.expected());
            charged |= ledger.lastMicros(MERGER.charging(), FleetTypes.POWER) > 0;
            boolean buffering = !clock.instant().isBefore(MERGER.at().minusSeconds(4))
                    && clock.instant().isBefore(MERGER.at());
            if (!buffering) {
                assertThat(total.micros())
                        .as("at %s", clock.instant())
                        .isEqualTo(total(truth).micros());
            }
            assertThat(total.missing()).isEmpty();
        }

        assertThat(charged).as("it charged while that was a unit").isTrue();
        // The minute's last tick is the first of the one.
        assertThat(expected.subList(0, 29)).containsOnly(61);
        assertThat(expected.subList(29, 60)).containsOnly(60);
    }

    @Test
    void shouldSendTheLastWordsOfTheTwoAfterwardsAndNothingMeasuredThen() {
        connect();
        run(28);
        uplink.drain();
        run(20);

        List<Sample> late = samples(MERGER.generating());
        assertThat(late).hasSize(2).allSatisfy(sample -> assertThat(sample.measuredAt())
                .isBefore(MERGER.at()));
        assertThat(samples(MERGER.charging())).hasSameSizeAs(late);
        assertThat(samples(MERGER.one().id())).isNotEmpty().allSatisfy(sample -> assertThat(sample.measuredAt())
                .isAfterOrEqualTo(MERGER.at()));
    }

    @Test
    void shouldPlanTheOneInThePlaceOfTheTwoFromThatTimeOn() {
        assertThat(PLAN.assets())
                .filteredOn(asset -> asset.id().equals(MERGER.one().id()))
                .singleElement()
                .satisfies(one -> {
                    assertThat(one.predecessors()).containsExactly(MERGER.generating(), MERGER.charging());
                    assertThat(one.inServiceFrom()).isEqualTo(MERGER.at());
                });
        assertThat(PLAN.assets())
                .filteredOn(asset -> MERGER.at().equals(asset.retiredFrom()))
                .extracting(asset -> asset.id())
                .containsExactly(MERGER.generating(), MERGER.charging());
        assertThat(Merger.of(SimulatedFleet.create(5, 60), MERGER.at())).isEqualTo(MERGER);
    }

    @Test
    void shouldBeginAsOneWhereTheMergerIsOver() {
        clock.advance(Duration.ofMinutes(2));
        DeviceFleet again = new DeviceFleet(FLEET, uplink, ledger, clock, DeviceOptions.PERFECT, STEP, MERGER);
        again.connectAll().join();
        again.tick().join();

        assertThat(total(ledger).expected()).isEqualTo(60);
        assertThat(total(ledger).missing()).isEmpty();
    }

    @Test
    void shouldCountOnWithTheOffsetOfTheNewMeter() {
        connect();
        run(5);
        devices.buffer(METER.id());
        run(2);
        uplink.drain();
        Instant at = clock.instant().plusMillis(1);
        double count = devices.replace(METER, NEW_METER, at);
        devices.resume(METER.id()).join();
        run(3);
        devices.flushOld(METER.id()).join();

        List<Sample> fresh = samples(new AssetId(NEW_METER.value()));
        List<Sample> late = samples(METER.id());
        assertThat(fresh).hasSize(3);
        assertThat(late).hasSize(2).allSatisfy(sample -> assertThat(sample.measuredAt())
                .isBefore(at));
        assertThat(energy(fresh.get(0))).isZero();
        Instant world = devices.simulatedTime().minus(STEP);
        double counted =
                requireNonNull(new Physics(FLEET.seed()).measure(METER, world).get(FleetTypes.ENERGY));
        assertThat(energy(fresh.get(2)) + count).isCloseTo(counted, within(1e-9));
        assertThat(energy(late.get(1))).isLessThan(count);
        assertThat(total(ledger).micros()).isEqualTo(total(truth).micros());
        assertThat(total(ledger).missing()).isEmpty();
        assertThat(ledger.samples(METER.id())).hasSize(5 + 2 + 3);
    }

    @Test
    void shouldNotCountWhatTheOldMeterMeasuresAfterItLeft() {
        connect();
        run(2);
        devices.replace(METER, NEW_METER, clock.instant());
        devices.resume(METER.id()).join();
        run(1);
        long before = ledger.lastMicros(METER.id(), FleetTypes.POWER);
        ledger.acknowledged(
                new Sample(
                        new SourceId(METER.id().value()),
                        Long.MAX_VALUE,
                        clock.instant().plusSeconds(1),
                        Map.of(FleetTypes.POWER, Reading.good(9))),
                clock.instant());

        assertThat(ledger.lastMicros(METER.id(), FleetTypes.POWER)).isEqualTo(before);
    }

    private void connect() {
        devices.connectAll().join();
        unchanged.connectAll().join();
    }

    private void run(int ticks) {
        for (int i = 0; i < ticks; i++) {
            tick();
        }
    }

    private void tick() {
        clock.advance(FleetTypes.INTERVAL);
        devices.tick().join();
        unchanged.tick().join();
    }

    private static LedgerTotal total(Ledger of) {
        return of.total(FleetModel.COUNTRY, FleetTypes.POWER);
    }

    private List<Sample> samples(AssetId source) {
        List<Sample> samples = new ArrayList<>();
        for (TelemetryRecord record : uplink.sent()) {
            if (record instanceof Sample sample && sample.source().value().equals(source.value())) {
                samples.add(sample);
            }
        }
        return samples;
    }

    private static double energy(Sample sample) {
        SignalName energy = FleetTypes.ENERGY;
        return Optional.ofNullable(sample.readings().get(energy))
                .map(Reading::value)
                .orElseThrow();
    }
}
