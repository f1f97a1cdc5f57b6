package dev.muster.aggregation.group;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.ManualTime;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.serialization.SerializationExtension;
import com.typesafe.config.ConfigFactory;
import dev.muster.aggregation.AggregationSettings;
import dev.muster.aggregation.MemberRegisters;
import dev.muster.aggregation.MemberUpdate;
import dev.muster.aggregation.SignalValue;
import dev.muster.aggregation.fleet.Fleet;
import dev.muster.aggregation.fleet.FleetView;
import dev.muster.aggregation.fleet.SetClock;
import dev.muster.aggregation.fleet.SetNodes;
import dev.muster.aggregation.fleet.SetWatermarks;
import dev.muster.aggregation.fleet.StoredFleet;
import dev.muster.aggregation.recent.PointColumns;
import dev.muster.aggregation.recent.RecentPoint;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.assetmodel.telemetry.Quality;
import dev.muster.assetmodel.view.Limits;
import dev.muster.assetmodel.view.MemberSignal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an aggregator remembers: one of its own, whose ticks come when a test says so. */
class RecentOfGroupTest {
    private static final SignalName POWER = new SignalName("power");
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration INTERVAL = Duration.ofSeconds(30);
    private static final MemberSignal TURBINE = new MemberSignal(Duration.ofHours(1), 1, new Limits(-1, 10));
    private static final int AKKA_FRAME_BYTES = 256 * 1_024;

    private final ActorTestKit testKit = ActorTestKit.create(
            "recent",
            ManualTime.config()
                    .withFallback(ConfigFactory.parseString(
                            "akka.actor.provider = local, muster.aggregation.roll-up.settle-max = 0s"))
                    .withFallback(ConfigFactory.load()));
    private final ManualTime time = ManualTime.get(testKit.system());
    private final AggregationSettings settings =
            AggregationSettings.from(testKit.system().settings().config());
    private final SetClock clock = new SetClock(NOON.plusSeconds(7));
    private final Fleet fleet = new Fleet("geography");
    private final FleetView view = new FleetView(Map.of(POWER, "MW"));
    private final TestProbe<GroupReply> replies = testKit.createTestProbe();
    private final ActorRef<GroupAggregator.Command> aggregator = testKit.spawn(GroupAggregator.create(
            fleet.root(),
            testKit.<ClusterSharding.ShardCommand>createTestProbe().ref(),
            new GroupAggregator.Surroundings(
                    view,
                    new StoredFleet(),
                    new SetWatermarks(),
                    new SetNodes("here"),
                    new NoOtherGroups(),
                    clock,
                    settings)));

    @AfterEach
    void stop() {
        testKit.shutdownTestKit();
    }

    @Test
    void shouldRememberWhatTheTotalsWereAtTheFirstTickOfASlot() {
        fleet.place("t1", fleet.root(), Map.of(POWER, TURBINE));
        fleet.place("t2", fleet.root(), Map.of(POWER, TURBINE));
        view.show(fleet.snapshot());

        tick();
        say("t1", 5);
        tick();
        clock.advance(INTERVAL);
        tick();
        say("t1", 6);
        say("t2", 2);
        tick();
        clock.advance(INTERVAL.multipliedBy(2));
        say("t1", 7);
        tick();

        assertThat(recent())
                .containsExactly(
                        new RecentPoint(NOON, 0, 2, 0, -2, 20, false),
                        new RecentPoint(NOON.plusSeconds(30), 5, 2, 1, 4, 15, false),
                        new RecentPoint(NOON.plusSeconds(90), 9, 2, 2, 9, 9, false));
    }

    /** A question comes from outside: the moment that it is asked at makes no point. */
    @Test
    void shouldRememberAtATickAndAtNothingElse() {
        fleet.place("t1", fleet.root(), Map.of(POWER, TURBINE));
        view.show(fleet.snapshot());
        say("t1", 5);

        assertThat(recent()).isEmpty();
        tick();
        assertThat(recent()).containsExactly(new RecentPoint(NOON, 5, 1, 1, 5, 5, false));
    }

    @Test
    void shouldRememberNothingOfATimeInWhichTheModelDidNotHaveTheGroup() {
        assertThat(ask()).isEqualTo(new GroupReply.UnknownHere(fleet.root()));
        tick();
        clock.advance(INTERVAL);
        fleet.place("t1", fleet.root(), Map.of(POWER, TURBINE));
        view.show(fleet.snapshot());
        say("t1", 5);
        tick();

        clock.advance(INTERVAL);
        view.show(new Fleet.Snapshot(fleet.root().hierarchy(), Map.of(), Map.of()));
        tick();
        clock.advance(Duration.ofSeconds(10));
        view.show(fleet.snapshot());
        say("t1", 6);
        tick();

        assertThat(recent())
                .containsExactly(
                        new RecentPoint(NOON.plusSeconds(30), 5, 1, 1, 5, 5, false),
                        new RecentPoint(NOON.plusSeconds(60), 6, 1, 1, 6, 6, false));
    }

    @Test
    void shouldKeepTheLongestReplyWellBelowAFrame() {
        Instant longAgo = Instant.parse("+10000-01-01T00:00:00Z");
        List<RecentPoint> points = IntStream.range(0, AggregationSettings.Recent.POINTS_MAX)
                .mapToObj(i -> new RecentPoint(
                        longAgo.plusSeconds(i),
                        Long.MIN_VALUE + i,
                        Integer.MAX_VALUE - i,
                        Integer.MAX_VALUE - i,
                        Long.MIN_VALUE + i,
                        Long.MAX_VALUE - i,
                        true))
                .toList();

        byte[] bytes = SerializationExtension.get(testKit.system())
                .serialize(new GroupReply.Recent(1_000, PointColumns.of(points, 1_000)))
                .get();

        assertThat(bytes.length).isBetween(100_000, AKKA_FRAME_BYTES * 6 / 10);
        assertThat(PointColumns.of(points, 1_000).points(1_000)).isEqualTo(points);
    }

    /** Asks before, so that its timer runs, and after, so that it has ticked before the test goes on. */
    private void tick() {
        ask();
        time.timePasses(settings.rollUp().tick());
        ask();
    }

    private void say(String asset, long micros) {
        Instant at = clock.instant();
        SignalValue value = new SignalValue(micros, Quality.GOOD, at, micros, new SourceId(asset), at);
        aggregator.tell(new GroupMessage.TakeUpdates(
                1,
                List.of(new MemberUpdate(new AssetId(asset), new MemberRegisters(Map.of(POWER, value), null))),
                replies.ref()));
        assertThat(replies.receiveMessage()).isInstanceOf(GroupReply.Taken.class);
    }

    private List<RecentPoint> recent() {
        GroupReply reply = ask();
        assertThat(reply).isInstanceOf(GroupReply.Recent.class);
        GroupReply.Recent recent = (GroupReply.Recent) reply;
        assertThat(recent.intervalMillis()).isEqualTo(INTERVAL.toMillis());
        return recent.points().points(recent.intervalMillis());
    }

    private GroupReply ask() {
        aggregator.tell(new GroupMessage.ListRecent(POWER, replies.ref()));
        return replies.receiveMessage();
    }

    /** The root has neither parent nor children here. */
    private static final class NoOtherGroups implements Groups {
        @Override
        public void tell(GroupKey group, GroupMessage message) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletionStage<GroupReply> ask(
                GroupKey group, Function<ActorRef<GroupReply>, GroupMessage> message, Duration timeout) {
            throw new UnsupportedOperationException();
        }
    }
}
