package dev.muster.aggregation.query;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import com.typesafe.config.ConfigFactory;
import dev.muster.aggregation.AggregateReply;
import dev.muster.aggregation.AggregationSettings;
import dev.muster.aggregation.ChildAggregate;
import dev.muster.aggregation.MissingMember;
import dev.muster.aggregation.MissingReason;
import dev.muster.aggregation.MissingReply;
import dev.muster.aggregation.fleet.Fleet;
import dev.muster.aggregation.fleet.FleetView;
import dev.muster.aggregation.fleet.SetClock;
import dev.muster.aggregation.fleet.SetNodes;
import dev.muster.aggregation.fleet.SetWatermarks;
import dev.muster.aggregation.group.GroupReply;
import dev.muster.aggregation.recent.PointColumns;
import dev.muster.aggregation.recent.RecentPoint;
import dev.muster.aggregation.recent.RecentReply;
import dev.muster.aggregation.rollup.GroupRollup;
import dev.muster.aggregation.rollup.SignalPartial;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.view.MemberSignal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Questions to aggregators that answer slowly, wrongly or not at all. */
class QueriesTest {
    private static final ActorTestKit TEST_KIT = ActorTestKit.create(
            "queries", ConfigFactory.parseString("akka.actor.provider = local").withFallback(ConfigFactory.load()));
    private static final SignalName POWER = new SignalName("power");
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final AggregationSettings.RollUp ROLL_UP = new AggregationSettings.RollUp(
            Duration.ofSeconds(1),
            Duration.ofMillis(100),
            Duration.ofSeconds(2),
            Duration.ofSeconds(3),
            Duration.ofSeconds(4),
            Duration.ofSeconds(5),
            Duration.ZERO);
    private static final Duration PAGE_TIME_MAX = Duration.ofSeconds(5);
    private static final AggregationSettings.Queries SETTINGS =
            new AggregationSettings.Queries(Duration.ofSeconds(3), PAGE_TIME_MAX, 20, 1_000, 2);

    private final Fleet fleet = new Fleet("geography");
    private final FleetView view = new FleetView(Map.of(POWER, "MW"));
    private final SetClock clock = new SetClock(NOON);
    private final ScriptedGroups groups = new ScriptedGroups(TEST_KIT.system().deadLetters(), this::rollupOf, clock);
    private final Queries queries = new Queries(view, groups, clock, SETTINGS, Runnable::run);

    /** Every group has one member, that never reported. */
    private GroupRollup rollupOf(GroupKey group) {
        GroupRollup rollup = new GroupRollup(
                group, ROLL_UP, Duration.ofSeconds(30), new SetWatermarks(), new SetNodes("here"), NOON);
        rollup.expect(view.roster(group).orElseThrow(), NOON);
        rollup.readDone(rollup.takeUnread(9, NOON), Map.of(), NOON);
        return rollup;
    }

    @BeforeEach
    void plant() {
        for (String site : List.of("east", "north", "south", "west", "zone")) {
            fleet.place(
                    "t-" + site,
                    fleet.put(site, fleet.root()),
                    Map.of(POWER, new MemberSignal(Duration.ofSeconds(7), 1, null)));
        }
        view.show(fleet.snapshot());
    }

    @AfterAll
    static void stop() {
        TEST_KIT.shutdownTestKit();
    }

    @Test
    void shouldGatherMoreChildrenThanOneMessageHolds() {
        AggregateReply.Found found = (AggregateReply.Found) now(queries.aggregate(fleet.root(), POWER));

        assertThat(found.aggregate().children())
                .extracting(ChildAggregate::name)
                .containsExactly("east", "north", "south", "west", "zone");
        assertThat(found.aggregate().firstMissing()).hasSize(5);
    }

    @Test
    void shouldListMembersOfAGroupThatDoesNotAnswerAsUnreachable() {
        GroupKey south = fleet.group("south");
        groups.silence(south);

        assertThat(page(null, 10).members())
                .filteredOn(member -> member.group().equals(south))
                .containsExactly(new MissingMember(new AssetId("t-south"), south, MissingReason.UNREACHABLE, NOON));
    }

    @Test
    void shouldWalkEveryChildOfAGroupThatDoesNotAnswer() {
        groups.silence(fleet.root());

        assertThat(page(null, 10).members())
                .extracting(MissingMember::reason)
                .containsExactly(
                        MissingReason.NEVER_REPORTED,
                        MissingReason.NEVER_REPORTED,
                        MissingReason.NEVER_REPORTED,
                        MissingReason.NEVER_REPORTED,
                        MissingReason.NEVER_REPORTED);
    }

    @Test
    void shouldListMembersOfAGroupThatItsNodeDoesNotKnowAsRecovering() {
        GroupKey south = fleet.group("south");
        groups.answer(south, new GroupReply.UnknownHere(south));

        assertThat(page(null, 10).members())
                .filteredOn(member -> member.group().equals(south))
                .containsExactly(new MissingMember(new AssetId("t-south"), south, MissingReason.RECOVERING, NOON));
    }

    @Test
    void shouldAskNobodyUnderAChildThatMissesNobody() {
        groups.answer(
                fleet.root(),
                new GroupReply.MissingPart(List.of(), false, List.of(fleet.group("west")), false, List.of()));

        assertThat(page(null, 10).members()).extracting(MissingMember::asset).containsExactly(new AssetId("t-west"));
        assertThat(groups.asked()).containsExactly(fleet.root(), fleet.group("west"));
    }

    @Test
    void shouldHandOutWhatItHasWhenAPageTakesTooLong() {
        GroupKey north = fleet.group("north");
        groups.answer(north, question -> {
            clock.advance(PAGE_TIME_MAX);
            return CompletableFuture.completedStage(groups.asItIs(north, question));
        });

        MissingReply.Page first = page(null, 10);
        assertThat(first.members())
                .extracting(MissingMember::asset)
                .containsExactly(new AssetId("t-east"), new AssetId("t-north"));
        MissingReply.Page rest = page(first.next(), 10);
        assertThat(rest.members())
                .extracting(MissingMember::asset)
                .containsExactly(new AssetId("t-south"), new AssetId("t-west"), new AssetId("t-zone"));
        assertThat(rest.next()).isNull();
    }

    @Test
    void shouldKnowThatAFullPageIsTheLast() {
        assertThat(page(null, 5).next()).isNull();
        assertThat(page(null, 4).next()).isNotNull();
    }

    @Test
    void shouldSayThatAGroupDoesNotAnswer() {
        groups.silence(fleet.root());

        assertThat(now(queries.aggregate(fleet.root(), POWER)))
                .isEqualTo(new AggregateReply.Unreachable(
                        "Expected an answer of the aggregator of geography|root within PT3S but got none"));
    }

    @Test
    void shouldSayThatAGroupIsNotKnownWhereItsAggregatorRuns() {
        groups.answer(fleet.root(), new GroupReply.UnknownHere(fleet.root()));

        assertThat(now(queries.aggregate(fleet.root(), POWER))).isInstanceOf(AggregateReply.Unreachable.class);
    }

    @Test
    void shouldRefuseAFigureBeyondItsRange() {
        SignalPartial beyond = new SignalPartial(0, 5, 0, Map.of(), 0, 0, 0, true);
        groups.answer(fleet.root(), new GroupReply.Summary(NOON, beyond, List.of(), false));

        assertThat(now(queries.aggregate(fleet.root(), POWER))).isInstanceOf(AggregateReply.Overflow.class);
    }

    @Test
    void shouldHandOnWhatAGroupRemembers() {
        RecentPoint point = new RecentPoint(NOON, 57, 20, 19, 57, 60, false);
        groups.answer(fleet.root(), new GroupReply.Recent(30_000, PointColumns.of(List.of(point), 30_000)));

        assertThat(now(queries.recent(fleet.root(), POWER)))
                .isEqualTo(new RecentReply.Found(Duration.ofSeconds(30), List.of(point)));
    }

    @Test
    void shouldSayWhyNothingIsRemembered() {
        GroupKey nowhere = fleet.group("nowhere");
        SignalName wind = new SignalName("wind_speed");
        groups.silence(fleet.root());
        groups.answer(fleet.group("south"), new GroupReply.UnknownHere(fleet.group("south")));

        assertThat(now(queries.recent(nowhere, POWER))).isEqualTo(new RecentReply.UnknownGroup(nowhere));
        assertThat(now(queries.recent(fleet.root(), wind))).isEqualTo(new RecentReply.UnknownSignal(wind));
        assertThat(now(queries.recent(fleet.root(), POWER)))
                .isEqualTo(new RecentReply.Unreachable(
                        "Expected an answer of the aggregator of geography|root within PT3S but got none"));
        assertThat(now(queries.recent(fleet.group("south"), POWER)))
                .isEqualTo(new RecentReply.Unreachable(
                        "Expected totals of geography|south but the node of its aggregator does not know it yet"));
    }

    private MissingReply.Page page(@Nullable String cursor, int limit) {
        return (MissingReply.Page) now(queries.missing(fleet.root(), POWER, cursor, limit));
    }

    private static <T> T now(CompletionStage<T> answer) {
        return answer.toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
    }
}
