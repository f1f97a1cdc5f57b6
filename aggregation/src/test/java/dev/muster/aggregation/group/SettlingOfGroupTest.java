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
import dev.muster.aggregation.MissingReason;
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
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An aggregator that has just started: its store answers, and its ticks come, when a test says so. */
class SettlingOfGroupTest {
    private static final SignalName POWER = new SignalName("power");
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final int WAITING_MAX = 1_000;

    private final ActorTestKit testKit = ActorTestKit.create(
            "settling",
            ManualTime.config()
                    .withFallback(ConfigFactory.parseString("akka.actor.provider = local"))
                    .withFallback(ConfigFactory.load()));
    private final ManualTime time = ManualTime.get(testKit.system());
    private final AggregationSettings settings =
            AggregationSettings.from(testKit.system().settings().config());
    private final Duration settleMax = settings.rollUp().settleMax();
    private final SetClock clock = new SetClock(NOON);
    private final CompletableFuture<Map<AssetId, MemberRegisters>> store = new CompletableFuture<>();
    private final ToldGroups groups = new ToldGroups();
    private final TestProbe<GroupReply> replies = testKit.createTestProbe();
    private final ActorRef<GroupAggregator.Command> aggregator = start();

    private ActorRef<GroupAggregator.Command> start() {
        Fleet fleet = new Fleet("geography");
        GroupKey north = fleet.put("north", fleet.root());
        fleet.place("t1", north, Map.of(POWER, new MemberSignal(Duration.ofHours(1), 1, null)));
        FleetView view = new FleetView(Map.of(POWER, "MW"));
        view.show(fleet.snapshot());
        return testKit.spawn(GroupAggregator.create(
                north,
                testKit.<ClusterSharding.ShardCommand>createTestProbe().ref(),
                new GroupAggregator.Surroundings(
                        view, asked -> store, new SetWatermarks(), new SetNodes("here"), groups, clock, settings)));
    }

    @AfterEach
    void stop() {
        testKit.shutdownTestKit();
    }

    @Test
    void shouldLetQuestionsWaitUntilItHasReadWhatItsMembersSaid() {
        aggregator.tell(summarize());
        aggregator.tell(listMissing());
        awaitAllSoFar();

        storeAnswers();

        assertThat(((GroupReply.Summary) replies.receiveMessage()).whole().micros())
                .isEqualTo(5);
        assertThat(((GroupReply.MissingPart) replies.receiveMessage()).members())
                .isEmpty();
    }

    @Test
    void shouldAnswerAtSettleMaxWhenTheStoreDoesNot() {
        aggregator.tell(summarize());
        aggregator.tell(listMissing());
        awaitAllSoFar();
        clock.advance(settleMax.minusMillis(1));
        tick();

        clock.advance(Duration.ofMillis(1));
        time.timePasses(settings.rollUp().tick());

        assertThat(((GroupReply.Summary) replies.receiveMessage()).whole().missing())
                .isEqualTo(Map.of(MissingReason.RECOVERING, 1));
        assertThat(((GroupReply.MissingPart) replies.receiveMessage()).members())
                .hasSize(1);
    }

    @Test
    void shouldAnswerAtOnceWhenItIsSettled() {
        storeAnswers();
        awaitAllSoFar();

        aggregator.tell(summarize());

        assertThat(replies.receiveMessage()).isInstanceOf(GroupReply.Summary.class);
    }

    @Test
    void shouldLetSomeQuestionsWaitAndAnswerTheOthersAsItIs() {
        for (int i = 0; i < WAITING_MAX; i++) {
            aggregator.tell(summarize());
        }
        awaitAllSoFar();

        aggregator.tell(summarize());
        assertThat(((GroupReply.Summary) replies.receiveMessage()).whole().reporting())
                .isZero();

        storeAnswers();
        for (int i = 0; i < WAITING_MAX; i++) {
            assertThat(((GroupReply.Summary) replies.receiveMessage()).whole().reporting())
                    .isEqualTo(1);
        }
    }

    @Test
    void shouldSayWhatItKnowsToItsParentWithoutWaitingForATick() {
        tick();
        assertThat(groups.told).isEmpty();

        storeAnswers();
        awaitAllSoFar();

        assertThat(groups.told).hasSize(1);
        assertThat(((GroupMessage.TakePartial) groups.told.get(0)).partial().node())
                .isEqualTo("here");
    }

    @Test
    void shouldReportAtOnceWhenItIsWoken() {
        storeAnswers();
        awaitAllSoFar();
        GroupMessage first = groups.told.get(0);

        aggregator.tell(new GroupMessage.Wake(0, 0));
        awaitAllSoFar();

        assertThat(groups.told).containsExactly(first, first);
    }

    @Test
    void shouldSayNothingWhenItIsWokenBeforeItKnowsAnything() {
        aggregator.tell(new GroupMessage.Wake(0, 0));
        awaitAllSoFar();

        assertThat(groups.told).isEmpty();
    }

    private void storeAnswers() {
        SignalValue value = new SignalValue(5, Quality.GOOD, NOON, 1, new SourceId("s"), NOON);
        store.complete(Map.of(new AssetId("t1"), new MemberRegisters(Map.of(POWER, value), null)));
    }

    private void tick() {
        awaitAllSoFar();
        time.timePasses(settings.rollUp().tick());
        awaitAllSoFar();
    }

    /** This question never waits: its answer comes after all that was told before, and before what waits. */
    private void awaitAllSoFar() {
        aggregator.tell(new GroupMessage.ListRecent(POWER, replies.ref()));
        assertThat(replies.receiveMessage()).isInstanceOf(GroupReply.Recent.class);
    }

    private GroupMessage summarize() {
        return new GroupMessage.Summarize(POWER, null, 10, replies.ref());
    }

    private GroupMessage listMissing() {
        return new GroupMessage.ListMissing(POWER, null, 10, null, 10, replies.ref());
    }
}
