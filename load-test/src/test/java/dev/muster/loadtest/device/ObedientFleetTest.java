package dev.muster.loadtest.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.assetmodel.control.Argument;
import dev.muster.assetmodel.control.Arguments;
import dev.muster.assetmodel.control.DeviceAck;
import dev.muster.assetmodel.control.DeviceAck.Answer;
import dev.muster.assetmodel.control.DeviceCommand;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.CommandId;
import dev.muster.assetmodel.identity.CommandName;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.assetmodel.telemetry.Notice;
import dev.muster.loadtest.control.CommandFaults;
import dev.muster.loadtest.fleet.FleetModel;
import dev.muster.loadtest.fleet.FleetTypes;
import dev.muster.loadtest.fleet.FleetUnit;
import dev.muster.loadtest.fleet.Merger;
import dev.muster.loadtest.fleet.Region;
import dev.muster.loadtest.fleet.SimulatedFleet;
import dev.muster.loadtest.fleet.Technology;
import dev.muster.loadtest.ledger.Ledger;
import dev.muster.loadtest.model.ModelPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A whole fleet that is told what to do, without a Muster. */
class ObedientFleetTest {
    private static final Instant START = Instant.parse("2030-03-01T12:00:00Z");
    private static final SimulatedFleet FLEET = SimulatedFleet.create(5, 200);
    private static final List<FleetUnit> TURBINES = FLEET.units().stream()
            .filter(unit -> unit.technology() == Technology.WIND && unit.region() == Region.NORTH)
            .toList();
    private static final FleetUnit BATTERY = FLEET.units().stream()
            .filter(unit -> unit.technology() == Technology.BATTERY)
            .findFirst()
            .orElseThrow();
    private static final Arguments NINE = new Arguments(Map.of(FleetTypes.VERSION, Argument.of("9.9")));
    private static final GroupKey WIND =
            new GroupKey(ModelPlan.TECHNOLOGY, FleetModel.technologyOf(Technology.WIND, Region.NORTH));

    private final SteppedClock clock = new SteppedClock(START);
    private final RecordingUplink uplink = new RecordingUplink(clock);
    private final Ledger ledger = new Ledger(FleetModel.plan(FLEET), clock, true);
    private final Map<String, Long> epochs = new HashMap<>();
    private DeviceFleet devices = fleet(DeviceOptions.PERFECT);

    @Test
    void shouldBringTheTotalToASetPointAndBack() {
        start();
        long before = total();
        double each = 0.6 * before / 1e6 / available();
        for (FleetUnit unit : TURBINES) {
            double share = ledger.lastMicros(unit.id(), FleetTypes.AVAILABLE_POWER) / 1e6 * each;
            hear(setPower(unit, "a-" + unit.id(), share));
        }
        assertThat(uplink.drainAnswers()).hasSize(2 * TURBINES.size());
        run(3);
        assertThat(total()).isBetween((long) (before * 0.58), (long) (before * 0.6));
        assertThat(available() * 1e6).isBetween(before * 0.95, before * 1.05);

        TURBINES.forEach(unit -> hear(command(unit, "r-" + unit.id(), FleetTypes.RELEASE, Arguments.NONE)));
        run(3);
        assertThat(total() / 1e6).isEqualTo(available());
    }

    @Test
    void shouldMeasureTheSameAsIfNothingWasSaidOnceReleased() {
        start();
        Ledger untold = new Ledger(FleetModel.plan(FLEET), clock, true);
        DeviceFleet others = beside(untold);
        hear(setPower(TURBINES.get(0), "a", 0));
        run(40, others);
        assertThat(ledger.total(FleetModel.COUNTRY, FleetTypes.POWER).micros())
                .as("it ended the control by itself")
                .isEqualTo(untold.total(FleetModel.COUNTRY, FleetTypes.POWER).micros());
    }

    @Test
    void shouldRepeatThatItIsConnectedInTheSameSessionWithTheNewFirmware() {
        start();
        FleetUnit unit = TURBINES.get(0);
        hear(command(unit, "a", FleetTypes.SET_FIRMWARE, NINE));
        assertThat(answers()).containsExactly(Answer.ACKNOWLEDGED);
        run(2);

        assertThat(answers()).containsExactly(Answer.SUCCEEDED);
        assertThat(notices(unit)).singleElement().satisfies(notice -> {
            assertThat(notice.epoch()).isEqualTo(epochs.get(unit.id().value()));
            assertThat(notice.properties().values())
                    .containsEntry(FleetUnit.FIRMWARE, "9.9")
                    .containsKey(FleetUnit.RATED_POWER);
        });
        devices.silence(unit.id());
        devices.resume(unit.id()).join();
        assertThat(notices(unit).get(0).properties().values()).containsEntry(FleetUnit.FIRMWARE, "9.9");
    }

    @Test
    void shouldNotHearWithoutALineAndRefuseAfterwardsWhatWasMeantForTheSessionBefore() {
        start();
        FleetUnit unit = TURBINES.get(0);
        DeviceCommand command = setPower(unit, "a", 0);
        devices.silence(unit.id());
        hear(command);
        assertThat(answers()).isEmpty();

        clock.advance(Duration.ofSeconds(1));
        devices.resume(unit.id()).join();
        hear(command);
        assertThat(answers()).containsExactly(Answer.REFUSED);
        run(2);
        assertThat(ledger.lastMicros(unit.id(), FleetTypes.POWER))
                .isEqualTo(ledger.lastMicros(unit.id(), FleetTypes.AVAILABLE_POWER));
    }

    /** Beside one that keeps its line: nobody renews what either was told, and both fill and empty alike. */
    @Test
    void shouldGoOnWhileItHasNoLine() {
        start();
        Ledger other = new Ledger(FleetModel.plan(FLEET), clock, true);
        DeviceFleet connected = beside(other);
        DeviceCommand command = to(sourceOf(BATTERY), setPower(BATTERY, "a", -BATTERY.ratedMegawatts()));
        hear(command);
        connected.command(command).join();
        devices.silence(BATTERY.id());
        run(45, connected);
        devices.resume(BATTERY.id()).join();
        run(1, connected);

        assertThat(ledger.lastMicros(BATTERY.id(), FleetTypes.STATE_OF_CHARGE))
                .isEqualTo(other.lastMicros(BATTERY.id(), FleetTypes.STATE_OF_CHARGE))
                .isGreaterThan(10_100_000);
    }

    @Test
    void shouldSayAfterItCameBackWhatItHasDoneMeanwhile() {
        start();
        FleetUnit unit = TURBINES.get(0);
        hear(command(unit, "a", FleetTypes.SET_FIRMWARE, NINE));
        devices.silence(unit.id());
        answers();
        run(4);
        assertThat(answers()).isEmpty();
        devices.resume(unit.id()).join();
        run(1);
        assertThat(answers()).containsExactly(Answer.SUCCEEDED);
        assertThat(notices(unit)).hasSize(2);
    }

    @Test
    void shouldPassOverCommandsToNobodyAndToTheHalvesOfABattery() {
        Merger merger = Merger.of(FLEET, START.plusSeconds(20));
        devices = new DeviceFleet(FLEET, uplink, ledger, clock, DeviceOptions.PERFECT, Duration.ofSeconds(5), merger);
        start();
        hear(to(new SourceId("nobody"), setPower(TURBINES.get(0), "a", 0)));
        hear(to(new SourceId(merger.generating().value()), setPower(TURBINES.get(0), "b", 0)));
        hear(setPower(merger.one(), "c", 0));
        assertThat(answers()).isEmpty();

        run(12);
        hear(to(new SourceId(merger.charging().value()), setPower(TURBINES.get(0), "d", 0)));
        assertThat(answers()).isEmpty();
        hear(setPower(merger.one(), "e", 0));
        assertThat(answers()).containsExactly(Answer.ACKNOWLEDGED, Answer.SUCCEEDED);
    }

    @Test
    void shouldReachTheNewDeviceOfAReplacedMeterOnly() {
        start();
        Replacement replacement = Replacement.of(FLEET);
        FleetUnit meter = replacement.meter();
        devices.replace(meter, replacement.source(), clock.instant());
        devices.resume(meter.id()).join();
        hear(setPower(meter, "a", 0));
        assertThat(answers()).isEmpty();
        hear(to(replacement.source(), setPower(meter, "b", 0)));
        assertThat(answers()).as("it knows no commands, and says so").containsExactly(Answer.REFUSED);
    }

    @Test
    void shouldBeAsBadAsTheOptionsSay() {
        devices = fleet(DeviceOptions.PERFECT.with(new CommandFaults(0.3, 0.3, 0.3)));
        start();
        for (int i = 0; i < 4; i++) {
            String round = i + "-";
            TURBINES.forEach(unit -> hear(setPower(unit, round + unit.id(), 0)));
        }
        List<Answer> atOnce = answers();
        run(6);
        List<Answer> later = answers();

        assertThat(atOnce).contains(Answer.SUCCEEDED, Answer.FAILED);
        assertThat(atOnce.stream().filter(Answer.ACKNOWLEDGED::equals).count())
                .as("some never answer")
                .isBetween(4L, 4L * TURBINES.size() - 4);
        assertThat(later).isNotEmpty().doesNotContain(Answer.ACKNOWLEDGED);
    }

    private DeviceFleet fleet(DeviceOptions options) {
        return new DeviceFleet(FLEET, uplink, ledger, clock, options, Duration.ofSeconds(5));
    }

    /** The same fleet once more, as old as this one. */
    private DeviceFleet beside(Ledger others) {
        DeviceFleet fleet = new DeviceFleet(
                FLEET, new RecordingUplink(clock), others, clock, DeviceOptions.PERFECT, Duration.ofSeconds(5));
        fleet.connectAll().join();
        fleet.tick().join();
        fleet.tick().join();
        return fleet;
    }

    private void start() {
        devices.connectAll().join();
        run(2);
        uplink.drain().stream()
                .filter(Notice.class::isInstance)
                .map(Notice.class::cast)
                .forEach(notice -> epochs.put(notice.source().value(), notice.epoch()));
    }

    private void run(int ticks, DeviceFleet... beside) {
        for (int i = 0; i < ticks; i++) {
            clock.advance(FleetTypes.INTERVAL);
            devices.tick().join();
            for (DeviceFleet fleet : beside) {
                fleet.tick().join();
            }
        }
    }

    private void hear(DeviceCommand command) {
        devices.command(command).join();
    }

    private List<Answer> answers() {
        return uplink.drainAnswers().stream().map(DeviceAck::answer).toList();
    }

    private List<Notice> notices(FleetUnit unit) {
        return uplink.drain().stream()
                .filter(Notice.class::isInstance)
                .map(Notice.class::cast)
                .filter(notice -> notice.source().equals(sourceOf(unit)))
                .toList();
    }

    private long total() {
        assertThat(ledger.total(WIND, FleetTypes.POWER).missing()).isEmpty();
        return ledger.total(WIND, FleetTypes.POWER).micros();
    }

    private double available() {
        return TURBINES.stream()
                        .mapToLong(unit -> ledger.lastMicros(unit.id(), FleetTypes.AVAILABLE_POWER))
                        .sum()
                / 1e6;
    }

    private DeviceCommand setPower(FleetUnit unit, String id, double megawatts) {
        return command(
                unit, id, FleetTypes.SET_POWER, new Arguments(Map.of(FleetTypes.MEGAWATTS, Argument.of(megawatts))));
    }

    private DeviceCommand command(FleetUnit unit, String id, CommandName name, Arguments arguments) {
        return new DeviceCommand(
                new CommandId(id),
                unit.id(),
                sourceOf(unit),
                epochs.get(unit.id().value()),
                name,
                arguments,
                clock.instant(),
                clock.instant().plusSeconds(30));
    }

    private static SourceId sourceOf(FleetUnit unit) {
        return new SourceId(unit.id().value());
    }

    /** For whatever session. */
    private static DeviceCommand to(SourceId source, DeviceCommand command) {
        return new DeviceCommand(
                command.id(),
                new AssetId(source.value()),
                source,
                null,
                command.command(),
                command.arguments(),
                command.issuedAt(),
                command.expiresAt());
    }
}
