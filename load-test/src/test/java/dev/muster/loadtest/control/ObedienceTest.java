package dev.muster.loadtest.control;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.assetmodel.control.Argument;
import dev.muster.assetmodel.control.Arguments;
import dev.muster.assetmodel.control.DeviceAck;
import dev.muster.assetmodel.control.DeviceAck.Answer;
import dev.muster.assetmodel.control.DeviceCommand;
import dev.muster.assetmodel.fact.Properties;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.CommandId;
import dev.muster.assetmodel.identity.CommandName;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.loadtest.fleet.FleetTypes;
import dev.muster.loadtest.fleet.FleetUnit;
import dev.muster.loadtest.fleet.SimulatedFleet;
import dev.muster.loadtest.fleet.Technology;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ObedienceTest {
    private static final FleetUnit TURBINE = SimulatedFleet.create(11, 60).units().stream()
            .filter(unit -> unit.technology() == Technology.WIND)
            .findFirst()
            .orElseThrow();
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final double WIND = 2;

    private Instant now = Instant.parse("2030-03-01T12:00:00Z");
    private Duration skew = Duration.ZERO;
    private long epoch = 7;
    private Plant plant = new Plant(TURBINE);
    private Obedience obedience = device(CommandFaults.NONE);

    @Test
    void shouldAcknowledgeAndSucceedWhenTheTargetIsSet() {
        List<DeviceAck> answers = obedience.hear(setPower("a", 0), session());

        assertThat(answers).extracting(DeviceAck::answer).containsExactly(Answer.ACKNOWLEDGED, Answer.SUCCEEDED);
        assertThat(answers).allSatisfy(ack -> {
            assertThat(ack.id()).isEqualTo(new CommandId("a"));
            assertThat(ack.source()).isEqualTo(new SourceId("the-source"));
            assertThat(ack.asset()).isEqualTo(new AssetId("the-asset"));
            assertThat(ack.epoch()).isEqualTo(7);
            assertThat(ack.at()).isEqualTo(now);
        });
        assertThat(powerLater()).isZero();
    }

    @Test
    void shouldDoACommandOnceAndAnswerTheSameAgain() {
        List<DeviceAck> first = obedience.hear(setPower("a", 0), session());
        obedience.hear(command("b", FleetTypes.RELEASE, Arguments.NONE), session());
        powerLater();
        epoch++;

        assertThat(obedience.hear(setPower("a", 0), session())).containsExactly(first.get(1));
        assertThat(powerLater()).as("it was not done again").isEqualTo(WIND);
    }

    @Test
    void shouldForgetOnlyWhatWasAnsweredLongAgo() {
        DeviceAck first = last(obedience.hear(setPower("first", 0), session()));
        for (int i = 1; i < Obedience.REMEMBERED_MAX; i++) {
            obedience.hear(setPower("c" + i, 1), session());
        }
        now = now.plusMillis(1);
        assertThat(obedience.hear(setPower("first", 0), session())).containsExactly(first);
        obedience.hear(setPower("one-more", 1), session());
        assertThat(obedience.hear(setPower("first", 0), session())).hasSize(2);
        assertThat(obedience.hear(setPower("c2", 0), session())).hasSize(1);
    }

    @Test
    void shouldRefuseWhatWasMeantForAnotherSession() {
        assertThat(only(obedience.hear(setPower("old", 0, 6L), session()))).isEqualTo(Answer.REFUSED);
        assertThat(only(obedience.hear(setPower("new", 0, 8L), session()))).isEqualTo(Answer.REFUSED);
        assertThat(powerLater()).isEqualTo(WIND);
        epoch = 6;
        assertThat(only(obedience.hear(setPower("old", 0, 6L), session())))
                .as("what was refused stays so")
                .isEqualTo(Answer.REFUSED);
        assertThat(obedience.hear(setPower("any", 0, null), session())).hasSize(2);
    }

    @Test
    void shouldRefuseWhatHasExpiredByItsOwnClock() {
        DeviceCommand command = setPower("a", 0);
        skew = TIMEOUT;
        assertThat(only(obedience.hear(command, session()))).isEqualTo(Answer.REFUSED);
        skew = TIMEOUT.minusMillis(1);
        assertThat(obedience.hear(setPower("b", 0), session())).hasSize(2);
    }

    @Test
    void shouldRefuseWhatItDoesNotKnow() {
        assertThat(only(obedience.hear(command("a", new CommandName("dance"), Arguments.NONE), session())))
                .isEqualTo(Answer.REFUSED);
        assertThat(only(obedience.hear(command("b", FleetTypes.SET_POWER, Arguments.NONE), session())))
                .isEqualTo(Answer.REFUSED);
        assertThat(only(obedience.hear(command("c", FleetTypes.SET_FIRMWARE, Arguments.NONE), session())))
                .isEqualTo(Answer.REFUSED);
    }

    @Test
    void shouldSayThatItCouldNotWhenItCannot() {
        List<DeviceAck> answers = obedience.hear(setPower("a", 1_000), session());

        assertThat(answers).extracting(DeviceAck::answer).containsExactly(Answer.ACKNOWLEDGED, Answer.FAILED);
        assertThat(answers.get(1).detail()).startsWith("Expected 0.000 to");
        assertThat(powerLater()).isEqualTo(WIND);
    }

    @Test
    void shouldLoadFirmwareInAMomentAndThenSaySo() {
        assertThat(only(obedience.hear(firmware("a", "9.9"), session()))).isEqualTo(Answer.ACKNOWLEDGED);
        assertThat(obedience.hear(setPower("b", 0), session()))
                .as("meanwhile it obeys")
                .hasSize(2);
        now = now.plus(Obedience.FIRMWARE_TAKES).minusMillis(1);
        assertThat(obedience.pass(session())).isEmpty();
        assertThat(only(obedience.hear(firmware("a", "9.9"), session())))
                .as("asked again it is still at it")
                .isEqualTo(Answer.ACKNOWLEDGED);
        assertThat(obedience.says().values()).containsEntry(FleetUnit.FIRMWARE, "4.2");

        now = now.plusMillis(1);
        assertThat(only(obedience.pass(session()))).isEqualTo(Answer.SUCCEEDED);
        assertThat(obedience.says().values())
                .containsEntry(FleetUnit.FIRMWARE, "9.9")
                .containsEntry("other", "stays");
        assertThat(obedience.pass(session())).isEmpty();
        assertThat(only(obedience.hear(firmware("a", "9.9"), session()))).isEqualTo(Answer.SUCCEEDED);
    }

    @Test
    void shouldFailOnlyWhatTheSeedSaysAndDoNothingThen() {
        obedience = device(new CommandFaults(0.3, 0, 0));
        int failed = 0;
        for (int i = 0; i < 200; i++) {
            List<DeviceAck> answers = obedience.hear(firmware("f" + i, "v" + i), session());
            assertThat(only(answers)).isEqualTo(Answer.ACKNOWLEDGED);
            now = now.plus(Obedience.FIRMWARE_TAKES);
            Answer end = only(obedience.pass(session()));
            failed += end == Answer.FAILED ? 1 : 0;
            assertThat(requireNonNull(obedience.says().values().get(FleetUnit.FIRMWARE))
                            .equals("v" + i))
                    .isEqualTo(end == Answer.SUCCEEDED);
            assertThat(new CommandFaults(0.3, 0, 0).fails(TURBINE.seed(), new CommandId("f" + i)))
                    .isEqualTo(end == Answer.FAILED);
        }
        assertThat(failed).isBetween(30, 90);
    }

    @Test
    void shouldKeepTheOrderOfWhatItWasToldWhenItIsSlow() {
        obedience = device(new CommandFaults(0, 1, 0));
        assertThat(only(obedience.hear(setPower("a", 0), session()))).isEqualTo(Answer.ACKNOWLEDGED);
        obedience = device(new CommandFaults(0, 0.5, 0));
        CommandFaults faults = new CommandFaults(0, 0.5, 0);
        String slow = named(faults, true);
        String quick = named(faults, false);
        assertThat(only(obedience.hear(setPower(slow, 0), session()))).isEqualTo(Answer.ACKNOWLEDGED);
        assertThat(only(obedience.hear(setPower(quick, 1), session()))).isEqualTo(Answer.ACKNOWLEDGED);

        now = now.plus(Obedience.SLOW_TAKES);
        assertThat(obedience.pass(session()))
                .extracting(DeviceAck::id)
                .containsExactly(new CommandId(slow), new CommandId(quick));
        assertThat(powerLater()).isEqualTo(1);
    }

    @Test
    void shouldRefuseMoreThanItCanHoldInMind() {
        obedience = device(new CommandFaults(0, 1, 0));
        for (int i = 0; i < Obedience.BEGUN_MAX; i++) {
            assertThat(only(obedience.hear(setPower("c" + i, 1), session()))).isEqualTo(Answer.ACKNOWLEDGED);
        }
        assertThat(only(obedience.hear(setPower("more", 1), session()))).isEqualTo(Answer.REFUSED);
        now = now.plus(Obedience.SLOW_TAKES);
        assertThat(obedience.pass(session())).hasSize(Obedience.BEGUN_MAX);
    }

    @Test
    void shouldNeverAnswerWhenItIsMute() {
        obedience = device(new CommandFaults(0, 0, 1));

        assertThat(obedience.hear(setPower("a", 0), session())).isEmpty();
        assertThat(powerLater()).isEqualTo(WIND);
        long mutes = SimulatedFleet.create(3, 600).units().stream()
                .filter(unit -> new CommandFaults(0, 0, 0.1).isMute(unit.seed()))
                .count();
        assertThat(mutes).isBetween(30L, 90L);
    }

    private Obedience device(CommandFaults faults) {
        plant = new Plant(TURBINE);
        powerLater();
        return new Obedience(
                TURBINE, plant, new Properties(Map.of(FleetUnit.FIRMWARE, "4.2", "other", "stays")), faults);
    }

    private static String named(CommandFaults faults, boolean slow) {
        int i = 0;
        while (faults.isSlow(TURBINE.seed(), new CommandId("n" + i)) != slow) {
            i++;
        }
        return "n" + i;
    }

    private double powerLater() {
        double power = 0;
        for (int i = 0; i < 4; i++) {
            now = now.plus(FleetTypes.INTERVAL);
            SortedMap<SignalName, Double> measured = new TreeMap<>(Map.of(FleetTypes.POWER, WIND));
            plant.pass(now, now, measured);
            power = measured.getOrDefault(FleetTypes.POWER, Double.NaN);
        }
        return power;
    }

    private Obedience.Session session() {
        return new Obedience.Session(now, now.plus(skew), epoch);
    }

    private static Answer only(List<DeviceAck> answers) {
        assertThat(answers).hasSize(1);
        return answers.get(0).answer();
    }

    private static DeviceAck last(List<DeviceAck> answers) {
        return answers.get(answers.size() - 1);
    }

    private DeviceCommand setPower(String id, double megawatts) {
        return setPower(id, megawatts, epoch);
    }

    private DeviceCommand setPower(String id, double megawatts, @Nullable Long forEpoch) {
        return command(
                id,
                FleetTypes.SET_POWER,
                new Arguments(Map.of(FleetTypes.MEGAWATTS, Argument.of(megawatts))),
                forEpoch);
    }

    private DeviceCommand firmware(String id, String version) {
        return command(id, FleetTypes.SET_FIRMWARE, new Arguments(Map.of(FleetTypes.VERSION, Argument.of(version))));
    }

    private DeviceCommand command(String id, CommandName name, Arguments arguments) {
        return command(id, name, arguments, epoch);
    }

    private DeviceCommand command(String id, CommandName name, Arguments arguments, @Nullable Long forEpoch) {
        return new DeviceCommand(
                new CommandId(id),
                new AssetId("the-asset"),
                new SourceId("the-source"),
                forEpoch,
                name,
                arguments,
                now,
                now.plus(TIMEOUT));
    }
}
