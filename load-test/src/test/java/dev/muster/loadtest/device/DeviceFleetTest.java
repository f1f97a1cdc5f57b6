package dev.muster.loadtest.device;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.telemetry.DecodeResult;
import dev.muster.assetmodel.telemetry.Notice;
import dev.muster.assetmodel.telemetry.Quality;
import dev.muster.assetmodel.telemetry.Reading;
import dev.muster.assetmodel.telemetry.Sample;
import dev.muster.assetmodel.telemetry.TelemetryCodec;
import dev.muster.assetmodel.telemetry.TelemetryRecord;
import dev.muster.loadtest.fleet.FleetModel;
import dev.muster.loadtest.fleet.FleetTypes;
import dev.muster.loadtest.fleet.FleetUnit;
import dev.muster.loadtest.fleet.SimulatedFleet;
import dev.muster.loadtest.fleet.Technology;
import dev.muster.loadtest.ledger.AbsenceReason;
import dev.muster.loadtest.ledger.Ledger;
import dev.muster.loadtest.ledger.LedgerTotal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeviceFleetTest {
    private static final Instant START = Instant.parse("2030-03-01T12:00:00Z");
    private static final SimulatedFleet FLEET = SimulatedFleet.create(5, 60);
    private static final AssetId UNIT = FLEET.units().get(0).id();

    private final SteppedClock clock = new SteppedClock(START);
    private final RecordingUplink uplink = new RecordingUplink(clock);
    private final Ledger ledger = new Ledger(FleetModel.plan(FLEET), clock, true);

    @Test
    void shouldSendTheSameBytesForTheSameSeedAndTimes() {
        assertThat(bytesOfOneMinute(START)).isEqualTo(bytesOfOneMinute(START));
    }

    @Test
    void shouldMeasureTheSameAtAnotherTime() {
        List<Object> values = valuesOfOneMinute(START);
        assertThat(valuesOfOneMinute(START.plus(Duration.ofDays(400)))).isEqualTo(values);
    }

    @Test
    void shouldSayWhatTheyAreWheneverTheyConnect() {
        DeviceFleet devices = fleet(DeviceOptions.PERFECT);
        devices.connectAll().join();
        devices.silence(UNIT);
        devices.resume(UNIT).join();

        assertThat(uplink.drain()).hasSize(61).allSatisfy(telemetry -> {
            FleetUnit unit = FLEET.units().stream()
                    .filter(any -> any.id().value().equals(telemetry.source().value()))
                    .findFirst()
                    .orElseThrow();
            assertThat(((Notice) telemetry).properties()).isEqualTo(FLEET.reported(unit));
        });
    }

    @Test
    void shouldConnectFirstAndThenReportWithGrowingSequences() {
        DeviceFleet devices = fleet(DeviceOptions.PERFECT);
        devices.connectAll().join();
        assertThat(uplink.drain()).hasSize(60).allSatisfy(telemetry -> assertThat(telemetry)
                .isInstanceOfSatisfying(
                        Notice.class, notice -> assertThat(notice.kind()).isEqualTo(Notice.Kind.CONNECTED)));

        Map<Object, Long> last = new HashMap<>();
        for (int i = 0; i < 5; i++) {
            clock.advance(FleetTypes.INTERVAL);
            devices.tick().join();
            assertThat(uplink.drain()).hasSize(60).allSatisfy(telemetry -> {
                Sample sample = (Sample) telemetry;
                Long before = last.put(sample.source(), sample.sequence());
                assertThat(sample.sequence()).isGreaterThanOrEqualTo(START.toEpochMilli());
                assertThat(before == null || sample.sequence() == before + 1).isTrue();
                assertThat(sample.measuredAt()).isEqualTo(clock.instant());
            });
        }
    }

    @Test
    void shouldSendModeOnChangeAndAsHeartbeatOnly() {
        DeviceFleet devices = fleet(DeviceOptions.PERFECT);
        devices.connectAll().join();
        uplink.drain();
        int ticks = 90;
        for (int i = 0; i < ticks; i++) {
            devices.tick().join();
            clock.advance(FleetTypes.INTERVAL);
        }

        FleetUnit turbine = FLEET.units().stream()
                .filter(unit -> unit.technology() == Technology.WIND)
                .findFirst()
                .orElseThrow();
        Double before = null;
        Instant sentAt = START;
        int sent = 0;
        for (Sample sample : samplesOf(uplink.sent(), turbine.id())) {
            Reading reading = sample.readings().get(FleetTypes.MODE);
            if (reading != null) {
                double mode = reading.value();
                assertThat(before == null
                                || before != mode
                                || !sample.measuredAt().isBefore(sentAt.plus(FleetTypes.HEARTBEAT)))
                        .isTrue();
                before = mode;
                sentAt = sample.measuredAt();
                sent++;
            }
        }
        assertThat(sent).isBetween(3, ticks / 3);
    }

    @Test
    void shouldFallSilentWithoutAWordAndComeBackWithANewSession() {
        DeviceFleet devices = started(DeviceOptions.PERFECT);
        long epoch = epochOf(uplink.drain(), UNIT);

        devices.silence(UNIT);
        run(devices, Duration.ofSeconds(8));
        assertThat(uplink.drain()).noneMatch(telemetry -> isOf(telemetry, UNIT));
        assertThat(total().missing()).containsExactly(Map.entry(UNIT, AbsenceReason.STALE_SIGNAL));

        run(devices, Duration.ofSeconds(30));
        assertThat(total().missing()).containsExactly(Map.entry(UNIT, AbsenceReason.OFFLINE));

        uplink.drain();
        devices.resume(UNIT).join();
        run(devices, Duration.ofSeconds(2));
        assertThat(epochOf(uplink.drain(), UNIT)).isGreaterThan(epoch);
        assertThat(total().missing()).isEmpty();
    }

    @Test
    void shouldBeOfflineAtOnceAfterDisconnect() {
        DeviceFleet devices = started(DeviceOptions.PERFECT);

        devices.disconnect(UNIT).join();
        run(devices, Duration.ofSeconds(2));

        assertThat(total().missing()).containsExactly(Map.entry(UNIT, AbsenceReason.OFFLINE));
    }

    @Test
    void shouldShiftTheClockOfADevice() {
        DeviceFleet devices = started(DeviceOptions.PERFECT);
        uplink.drain();

        devices.skew(UNIT, Duration.ofHours(-1));
        devices.tick().join();

        assertThat(samplesOf(uplink.sent(), UNIT).get(0).measuredAt())
                .isEqualTo(clock.instant().minus(Duration.ofHours(1)));
        assertThat(total().missing()).isEmpty();
    }

    @Test
    void shouldRepeatHoldBackAndSpoilWhatTheOptionsSay() {
        DeviceFleet devices = started(new DeviceOptions(Duration.ofSeconds(3), 0.2, 0.2, 0.2));
        uplink.drain();
        run(devices, Duration.ofMinutes(2));

        List<Sample> samples = samples(uplink.sent());
        long distinct = samples.stream()
                .map(sample -> sample.source() + " " + sample.sequence())
                .distinct()
                .count();
        long bad = samples.stream()
                .filter(sample ->
                        requireNonNull(sample.readings().get(FleetTypes.POWER)).quality() == Quality.BAD)
                .count();
        assertThat(samples.size() - distinct).isBetween(distinct / 8, distinct / 3);
        assertThat(bad).isBetween(samples.size() / 8L, samples.size() / 3L);
        assertThat(samples.stream().map(Sample::measuredAt))
                .anyMatch(at -> at.isAfter(clock.instant().minusSeconds(2)));
    }

    @Test
    void shouldSendWhatTheCodecReadsBack() {
        started(DeviceOptions.LIFELIKE);
        assertThat(uplink.sent()).isNotEmpty().allSatisfy(telemetry -> assertThat(
                        TelemetryCodec.decode(TelemetryCodec.encode(telemetry)))
                .isEqualTo(new DecodeResult.Decoded(telemetry)));
    }

    private DeviceFleet fleet(DeviceOptions options) {
        return new DeviceFleet(FLEET, uplink, ledger, clock, options, Duration.ofSeconds(20));
    }

    private DeviceFleet started(DeviceOptions options) {
        DeviceFleet devices = fleet(options);
        devices.connectAll().join();
        run(devices, Duration.ofSeconds(4));
        return devices;
    }

    private void run(DeviceFleet devices, Duration time) {
        for (long i = 0; i < time.dividedBy(FleetTypes.INTERVAL); i++) {
            clock.advance(FleetTypes.INTERVAL);
            devices.tick().join();
        }
    }

    private LedgerTotal total() {
        return ledger.total(FleetModel.COUNTRY, FleetTypes.POWER);
    }

    private static List<String> bytesOfOneMinute(Instant start) {
        return recordsOfOneMinute(start).stream()
                .map(telemetry -> new String(TelemetryCodec.encode(telemetry), java.nio.charset.StandardCharsets.UTF_8))
                .toList();
    }

    private static List<Object> valuesOfOneMinute(Instant start) {
        List<Object> values = new ArrayList<>();
        samples(recordsOfOneMinute(start)).forEach(sample -> {
            values.add(sample.source());
            values.add(Duration.between(start, sample.measuredAt()));
            values.add(sample.readings());
        });
        return values;
    }

    private static List<TelemetryRecord> recordsOfOneMinute(Instant start) {
        SteppedClock clock = new SteppedClock(start);
        RecordingUplink uplink = new RecordingUplink(clock);
        Ledger ledger = new Ledger(FleetModel.plan(FLEET), clock, false);
        DeviceFleet devices =
                new DeviceFleet(FLEET, uplink, ledger, clock, DeviceOptions.LIFELIKE, Duration.ofSeconds(20));
        devices.connectAll().join();
        for (int i = 0; i < 30; i++) {
            devices.tick().join();
            clock.advance(FleetTypes.INTERVAL);
        }
        return uplink.sent();
    }

    private static List<Sample> samples(List<TelemetryRecord> records) {
        return records.stream()
                .filter(Sample.class::isInstance)
                .map(Sample.class::cast)
                .toList();
    }

    private static List<Sample> samplesOf(List<TelemetryRecord> records, AssetId unit) {
        return samples(records).stream().filter(sample -> isOf(sample, unit)).toList();
    }

    private static boolean isOf(TelemetryRecord telemetry, AssetId unit) {
        return telemetry.source().value().equals(unit.value());
    }

    private static long epochOf(List<TelemetryRecord> records, AssetId unit) {
        return records.stream()
                .filter(telemetry -> isOf(telemetry, unit))
                .filter(Notice.class::isInstance)
                .map(Notice.class::cast)
                .findFirst()
                .orElseThrow()
                .epoch();
    }
}
