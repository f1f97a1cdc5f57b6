package dev.muster.aggregation.group;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.ManualTime;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
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
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.assetmodel.telemetry.Quality;
import dev.muster.assetmodel.view.MemberSignal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When a group that is settled tells its parent what its members say. */
class ReportsOfGroupTest {
    private static final SignalName POWER = new SignalName("power");
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final ActorTestKit testKit = ActorTestKit.create(
            "reports",
            ManualTime.config()
                    .withFallback(ConfigFactory.parseString("akka.actor.provider = local"))
                    .withFallback(ConfigFactory.load()));
    private final ManualTime time = ManualTime.get(testKit.system());
    private final AggregationSettings settings =
            AggregationSettings.from(testKit.system().settings().config());
    private final Duration tick = settings.rollUp().tick();
    private final Duration reportAfter = settings.rollUp().reportAfter();
    private final SetClock clock = new SetClock(NOON);
    private final ToldGroups told = new ToldGroups();
    private final ToldGroups toldByChild = new ToldGroups();
    private final TestProbe<GroupReply> replies = testKit.createTestProbe();
    private final FleetView view = new FleetView(Map.of(POWER, "MW"));
    private final Fleet fleet = new Fleet("geography");
    private final GroupKey north = fleet.put("north", fleet.root());
    private final GroupKey east = fleet.put("east", north);
    private ActorRef<GroupAggregator.Command> aggregator;
    private ActorRef<GroupAggregator.Command> child;
    private long sequence;

    /** Both are settled and have told so, and a tick has passed since by the clock; no timer has moved. */
    @BeforeEach
    void settle() {
        fleet.place("t1", north, Map.of(POWER, new MemberSignal(Duration.ofHours(1), 1, null)));
        fleet.place("t2", east, Map.of(POWER, new MemberSignal(Duration.ofHours(1), 1, null)));
        view.show(fleet.snapshot());
        child = start(east, toldByChild);
        awaitSettled(child);
        aggregator = start(north, told);
        aggregator.tell(toldByChild.told.get(0));
        awaitSettled(aggregator);
        told.told.clear();
        clock.advance(tick);
    }

    private ActorRef<GroupAggregator.Command> start(GroupKey group, ToldGroups toldBy) {
        return testKit.spawn(GroupAggregator.create(
                group,
                testKit.<ClusterSharding.ShardCommand>createTestProbe().ref(),
                new GroupAggregator.Surroundings(
                        view,
                        asked -> CompletableFuture.completedFuture(Map.of()),
                        new SetWatermarks(),
                        new SetNodes("here"),
                        toldBy,
                        clock,
                        settings)));
    }

    /** It answers when it knows all that it can, and what it tells then it has told before. */
    private void awaitSettled(ActorRef<GroupAggregator.Command> group) {
        group.tell(new GroupMessage.Summarize(POWER, null, 10, replies.ref()));
        assertThat(replies.receiveMessage()).isInstanceOf(GroupReply.Summary.class);
    }

    @AfterEach
    void stop() {
        testKit.shutdownTestKit();
    }

    @Test
    void shouldReportAChangeSoonWithoutWaitingForATick() {
        say(5);
        pass(reportAfter.minusMillis(1));
        assertThat(told.told).isEmpty();

        pass(Duration.ofMillis(1));

        assertThat(totalsTold()).containsExactly(5L);
    }

    @Test
    void shouldReportTogetherWhatChangesTogether() {
        say(5);
        pass(reportAfter.minusMillis(1));
        say(7);

        pass(Duration.ofMillis(1));
        pass(reportAfter);

        assertThat(totalsTold()).containsExactly(7L);
    }

    @Test
    void shouldReportNoMoreOftenThanTicks() {
        say(5);
        pass(reportAfter);
        say(7);
        pass(reportAfter);
        say(8);
        pass(tick.minus(reportAfter).minusMillis(1));
        assertThat(totalsTold()).containsExactly(5L);

        pass(Duration.ofMillis(1));

        assertThat(totalsTold()).containsExactly(5L, 8L);
    }

    @Test
    void shouldNotBeMadeToReportBeforeThatByATick() {
        pass(tick.minusMillis(1));
        say(5);

        pass(Duration.ofMillis(1));
        assertThat(told.told).isEmpty();

        pass(reportAfter);
        assertThat(totalsTold()).containsExactly(5L);
    }

    @Test
    void shouldReportWhatChildGroupsSayInTheSameWay() {
        say(child, "t2", 6);
        pass(child, reportAfter);

        aggregator.tell(toldByChild.told.get(1));
        pass(reportAfter.minusMillis(1));
        assertThat(told.told).isEmpty();
        pass(Duration.ofMillis(1));

        assertThat(totalsTold()).containsExactly(6L);
    }

    private void say(long micros) {
        say(aggregator, "t1", micros);
    }

    private void say(ActorRef<GroupAggregator.Command> group, String member, long micros) {
        sequence++;
        SignalValue value = new SignalValue(
                micros, Quality.GOOD, NOON.plusMillis(sequence), sequence, new SourceId("s"), clock.instant());
        group.tell(new GroupMessage.TakeUpdates(
                sequence,
                List.of(new MemberUpdate(new AssetId(member), new MemberRegisters(Map.of(POWER, value), null))),
                replies.ref()));
        assertThat(replies.receiveMessage()).isInstanceOf(GroupReply.Taken.class);
    }

    private void pass(Duration duration) {
        pass(aggregator, duration);
    }

    private void pass(ActorRef<GroupAggregator.Command> group, Duration duration) {
        clock.advance(duration);
        time.timePasses(duration);
        awaitAllSoFar(group);
    }

    /** Its answer comes after all that was told before. */
    private void awaitAllSoFar(ActorRef<GroupAggregator.Command> group) {
        group.tell(new GroupMessage.ListRecent(POWER, replies.ref()));
        assertThat(replies.receiveMessage()).isInstanceOf(GroupReply.Recent.class);
    }

    private List<Long> totalsTold() {
        return told.told.stream()
                .map(message -> ((GroupMessage.TakePartial) message)
                        .partial()
                        .signals()
                        .get(POWER)
                        .micros())
                .toList();
    }
}
