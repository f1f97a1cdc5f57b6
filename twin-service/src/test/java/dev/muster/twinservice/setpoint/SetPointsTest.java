package dev.muster.twinservice.setpoint;

import static dev.muster.twinservice.setpoint.FakeFleet.NORTH;
import static dev.muster.twinservice.setpoint.FakeFleet.NORTHERN;
import static dev.muster.twinservice.setpoint.FakeFleet.POWER;
import static dev.muster.twinservice.setpoint.FakeFleet.ROOT;
import static dev.muster.twinservice.setpoint.FakeFleet.SOUTH;
import static dev.muster.twinservice.setpoint.FakeFleet.SOUTHERN;
import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.persistence.testkit.javadsl.EventSourcedBehaviorTestKit;
import akka.persistence.testkit.javadsl.PersistenceTestKit;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.muster.assetmodel.control.Argument;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.CommandId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.Principal;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.twinservice.command.CommandRequest;
import dev.muster.twinservice.command.CommandStatus;
import dev.muster.twinservice.command.Owner;
import dev.muster.twinservice.setpoint.SetPointReply.CannotBeMet;
import dev.muster.twinservice.setpoint.SetPointReply.Found;
import dev.muster.twinservice.setpoint.SetPointReply.InTheWay;
import dev.muster.twinservice.setpoint.SetPointReply.None;
import dev.muster.twinservice.setpoint.control.LeftOut;
import dev.muster.twinservice.setpoint.control.MemberStatus;
import dev.muster.twinservice.setpoint.control.Phase;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SetPointsTest {
    private static final Principal ADA = new Principal("ada");
    private static final Config CONFIG = config();
    private static final ActorTestKit ACTORS = ActorTestKit.create("SetPointsTest", CONFIG);
    private static final long MEGAWATT = 1_000_000;

    private final FakeFleet fleet = new FakeFleet();
    private final TestProbe<SetPointReply> probe = ACTORS.createTestProbe();
    private ActorRef<SetPoints.Command> setPoints = start();

    static Config config() {
        Config service = ConfigFactory.parseResources("application.conf");
        return ConfigFactory.parseString("""
                akka.loglevel = WARNING
                muster.set-point { pace = 20ms, read-within = 100ms, active-max = 2, members-max = 5 }
                """)
                .withFallback(EventSourcedBehaviorTestKit.config())
                .withFallback(service.withOnlyPath("akka.serialization.jackson"))
                .withFallback(service.withOnlyPath("akka.actor.serialization-bindings"))
                .withFallback(ConfigFactory.defaultReference())
                .resolve();
    }

    @BeforeEach
    void beginWithAnEmptyJournal() {
        ACTORS.stop(setPoints);
        PersistenceTestKit.create(ACTORS.system()).clearAll();
        setPoints = start();
    }

    @AfterEach
    void stop() {
        ACTORS.stop(setPoints);
    }

    @AfterAll
    static void stopActors() {
        ACTORS.shutdownTestKit();
    }

    @Test
    void shouldTellEveryMemberItsShareInTheNameOfWhoSetIt() {
        Found found = (Found) put(NORTH, 4);

        assertThat(found.status().sharing()).isEqualTo(4);
        assertThat(found.status().named()).extracting(MemberStatus::assigned).containsOnly(MEGAWATT);
        CommandRequest request = fleet.set(NORTHERN.get(0)).get(0);
        assertThat(request.by()).isEqualTo(ADA);
        assertThat(request.reason()).isEqualTo("less");
        assertThat(request.owner()).isEqualTo(new Owner(Owner.Kind.SET_POINT, "geography|north"));
        assertThat(request.key()).startsWith("setpoint/1/");
        assertThat(request.id()).isEqualTo(CommandId.of(request.asset(), request.key()));
        assertThat(request.arguments().values()).isEqualTo(Map.of("megawatts", Argument.of(1)));
        assertThat(fleet.set(SOUTHERN)).isEmpty();
        await(NORTH, now -> now.status().phase() == Phase.HELD && now.status().reported() == 4 * MEGAWATT);
    }

    @Test
    void shouldRefuseWhatCannotBeMetAndSayWhoIsMissing() {
        fleet.offline.add(NORTHERN.get(0));
        fleet.mute.add(NORTHERN.get(1));

        assertThat(put(NORTH, 4.000001))
                .isEqualTo(new CannotBeMet(
                        0, 4 * MEGAWATT, 4 * MEGAWATT, 2, Map.of(LeftOut.OFFLINE, 1, LeftOut.UNREAD, 1)));
        assertThat(put(NORTH, -0.000001)).isInstanceOf(CannotBeMet.class);
        assertThat(read(NORTH)).isInstanceOf(None.class);
        assertThat(fleet.given).isEmpty();
        assertThat(put(NORTH, 4)).isInstanceOf(Found.class);
    }

    @Test
    void shouldRefuseMembersUnderAnotherSetPointAndNameIt() {
        put(NORTH, 4);

        InTheWay refused = (InTheWay) put(ROOT, 4);

        assertThat(refused.other()).isEqualTo(NORTH);
        assertThat(refused.detail()).contains("WT-1").contains("north");
        assertThat(put(SOUTH, 1)).isInstanceOf(Found.class);
        assertThat(put(NORTH, 5)).isInstanceOf(Found.class);
    }

    @Test
    void shouldRefuseMoreThanAllowed() {
        put(NORTH, 4);
        put(SOUTH, 1);

        assertThat(put(ROOT, 1)).isInstanceOf(SetPointReply.TooMany.class);
        fleet.place(new AssetId("WT-6"), SOUTH);
        assertThat(put(SOUTH, 1)).isInstanceOf(Found.class);
        for (int i = 7; i < 12; i++) {
            fleet.place(new AssetId("WT-" + i), SOUTH);
        }
        assertThat(((SetPointReply.TooMany) put(SOUTH, 1)).detail()).contains("5 assets");
    }

    @Test
    void shouldReplaceMemberThatIsLostAndSayWhenItCannot() {
        put(NORTH, 6);
        await(NORTH, found -> found.status().phase() == Phase.HELD);

        fleet.offline.add(NORTHERN.get(0));

        await(NORTH, found -> found.status().sharing() == 3 && found.status().reported() == 6 * MEGAWATT);
        fleet.offline.add(NORTHERN.get(1));
        Found found = await(NORTH, now -> now.status().phase() == Phase.SHORT);
        assertThat(found.status().shortBy()).isEqualTo(2 * MEGAWATT);
        assertThat(found.status().shortSince()).isNotNull();
        assertThat(found.status().leftOut()).isEqualTo(Map.of(LeftOut.OFFLINE, 2));
        fleet.offline.clear();
        await(NORTH, now -> now.status().phase() == Phase.HELD);
    }

    @Test
    void shouldGoOnAfterRestartUnderKeysThatWereNeverUsed() {
        put(NORTH, 4);
        await(NORTH, found -> found.status().phase() == Phase.HELD);
        int before = fleet.set(NORTHERN.get(0)).size();

        ACTORS.stop(setPoints);
        setPoints = start();

        await(
                NORTH,
                found -> found.status().phase() == Phase.HELD
                        && fleet.set(NORTHERN.get(0)).size() > before);
        assertThat(fleet.set(NORTHERN.get(0)).stream().map(CommandRequest::key))
                .doesNotHaveDuplicates()
                .allMatch(key -> key.startsWith("setpoint/1/"));
    }

    @Test
    void shouldReleaseEveryMemberAndEnd() {
        put(NORTH, 4);

        setPoints.tell(new SetPoints.Release(NORTH, ADA, probe.ref()));
        Found releasing = (Found) probe.receiveMessage();

        assertThat(releasing.status().phase()).isEqualTo(Phase.RELEASING);
        assertThat(releasing.setPoint().releasedBy()).isEqualTo(ADA);
        probe.awaitAssert(() -> {
            assertThat(read(NORTH)).isInstanceOf(None.class);
            return true;
        });
        assertThat(NORTHERN)
                .allSatisfy(asset -> assertThat(fleet.released(asset)).isNotEmpty());
        assertThat(fleet.released(SOUTHERN)).isEmpty();
        assertThat(((Found) put(NORTH, 4)).setPoint().number()).isEqualTo(2);
    }

    @Test
    void shouldReleaseMemberThatLeavesTheGroup() {
        put(NORTH, 4);

        fleet.place(NORTHERN.get(0), SOUTH);

        probe.awaitAssert(() -> {
            assertThat(fleet.released(NORTHERN.get(0))).hasSize(1);
            return true;
        });
        await(NORTH, found -> found.status().members() == 3 && found.status().reported() == 4 * MEGAWATT);
    }

    @Test
    void shouldLeaveOutWhoeverFailsRepeatedlyAndNameIt() {
        put(NORTH, 4);
        AssetId broken = NORTHERN.get(0);

        for (int i = 0; i < 3; i++) {
            setPoints.tell(new SetPoints.Told(
                    NORTH, broken, new CommandId("c" + i), CommandStatus.FAILED, "Expected no ice but there is"));
        }

        Found found = await(NORTH, now -> now.status().leftOut().containsKey(LeftOut.REFUSES));
        assertThat(found.status().named().get(0).asset()).isEqualTo(broken);
        assertThat(found.status().named().get(0).detail()).contains("ice");
    }

    @Test
    void shouldLeaveOutWhomMusterDoesNotSendTo() {
        fleet.refusing.add(NORTHERN.get(0));
        put(NORTH, 4);

        Found found = await(NORTH, now -> now.status().leftOut().containsKey(LeftOut.NOT_SENT));

        assertThat(found.status().named().get(0).asset()).isEqualTo(NORTHERN.get(0));
        await(NORTH, now -> now.status().reported() == 4 * MEGAWATT);
    }

    @Test
    void shouldRefuseAnotherSignalUntilReleased() {
        put(NORTH, 4);

        setPoints.tell(new SetPoints.Put(NORTH, new SignalName("heat"), 1, ADA, "", probe.ref()));

        assertThat(((InTheWay) probe.receiveMessage()).other()).isEqualTo(NORTH);
    }

    private ActorRef<SetPoints.Command> start() {
        return ACTORS.spawn(SetPoints.create(fleet.ports(SetPointSettings.from(CONFIG))));
    }

    private SetPointReply put(GroupKey group, double megawatts) {
        long micros = BigDecimal.valueOf(megawatts).movePointRight(6).longValueExact();
        setPoints.tell(new SetPoints.Put(group, POWER, micros, ADA, "less", probe.ref()));
        return probe.receiveMessage();
    }

    private SetPointReply read(GroupKey group) {
        setPoints.tell(new SetPoints.Read(group, probe.ref()));
        return probe.receiveMessage();
    }

    private Found await(GroupKey group, Function<Found, Boolean> expected) {
        return probe.awaitAssert(Duration.ofSeconds(10), () -> {
            SetPointReply reply = read(group);
            assertThat(reply).isInstanceOf(Found.class);
            assertThat(expected.apply((Found) reply)).as("%s", reply).isTrue();
            return (Found) reply;
        });
    }
}
