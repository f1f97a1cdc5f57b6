package dev.muster.aggregation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.aggregation.fleet.Fleet;
import dev.muster.aggregation.fleet.FleetView;
import dev.muster.aggregation.fleet.SetClock;
import dev.muster.aggregation.fleet.SetWatermarks;
import dev.muster.aggregation.fleet.StoredFleet;
import dev.muster.aggregation.recent.RecentReply;
import dev.muster.assetmodel.connectivity.Connectivity;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.assetmodel.telemetry.Quality;
import dev.muster.assetmodel.view.Limits;
import dev.muster.assetmodel.view.MemberSignal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The whole module in a cluster of one node; each test has hierarchies of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AggregationTest {
    private static final SignalName POWER = new SignalName("power");
    private static final Duration STALE_AFTER = Duration.ofSeconds(7);
    private static final Map<SignalName, MemberSignal> TURBINE =
            Map.of(POWER, new MemberSignal(STALE_AFTER, 1, new Limits(0, 3_000_000)));

    private final SetClock clock = new SetClock(Instant.parse("2026-03-01T12:00:00Z"));
    private final FleetView view = new FleetView(Map.of(POWER, "MW"));
    private final StoredFleet stored = new StoredFleet();
    private final SetWatermarks watermarks = new SetWatermarks();
    private ClusterNode node;

    @BeforeAll
    void start() {
        node = ClusterNode.first(view, stored, watermarks, clock);
    }

    @AfterAll
    void stop() {
        node.close();
    }

    @Test
    void shouldTotalBothHierarchiesAndNameWhoIsMissing() {
        // given
        Fleet geography = new Fleet("both.geography");
        Fleet technology = new Fleet("both.technology");
        GroupKey country = geography.put("country", geography.root());
        GroupKey north = geography.put("north", country);
        GroupKey wind = technology.put("wind", technology.root());
        for (int i = 1; i <= 20; i++) {
            geography.place("both-%02d".formatted(i), north, TURBINE);
            technology.place("both-%02d".formatted(i), wind, TURBINE);
        }
        view.show(geography.snapshot());
        view.show(technology.snapshot());

        // when
        for (int i = 1; i <= 20; i++) {
            if (i != 7) {
                node.aggregation.update(power("both-%02d".formatted(i), 3_000_000));
            }
        }

        // then
        MissingMember missing =
                new MissingMember(new AssetId("both-07"), north, MissingReason.NEVER_REPORTED, Fleet.EXPECTED_SINCE);
        Totals totals =
                new Totals(57_000_000, 20, 19, 0, Map.of(MissingReason.NEVER_REPORTED, 1), 57_000_000, 60_000_000, 0);
        node.eventually(() -> assertThat(aggregate(geography.root()))
                .isEqualTo(new Aggregate(
                        geography.root(),
                        "root",
                        POWER,
                        clock.instant(),
                        totals,
                        List.of(new ChildAggregate(country, "country", totals)),
                        List.of(missing),
                        null)));
        node.eventually(() -> assertThat(aggregate(technology.root()).totals()).isEqualTo(totals));
        node.eventually(() -> assertThat(aggregate(north).children()).isEmpty());
    }

    @Test
    void shouldLetValuesGoStaleByTheBrokersClock() {
        Fleet fleet = new Fleet("stale");
        fleet.place("stale-1", fleet.root(), TURBINE);
        view.show(fleet.snapshot());
        Instant received = clock.instant();
        node.aggregation.update(power("stale-1", 5));
        node.eventually(
                () -> assertThat(aggregate(fleet.root()).totals().micros()).isEqualTo(5));

        clock.advance(STALE_AFTER);

        assertThat(aggregate(fleet.root()).firstMissing())
                .containsExactly(
                        new MissingMember(new AssetId("stale-1"), fleet.root(), MissingReason.STALE_SIGNAL, received));
    }

    @Test
    void shouldCallSilenceItsOwnUntilItHasReadOn() {
        Fleet fleet = new Fleet("behind");
        AssetId asset = fleet.place("behind-1", fleet.root(), TURBINE);
        view.show(fleet.snapshot());
        Instant received = clock.instant();
        watermarks.set(asset, received);
        node.aggregation.update(power("behind-1", 5));
        node.eventually(
                () -> assertThat(aggregate(fleet.root()).totals().micros()).isEqualTo(5));

        clock.advance(STALE_AFTER);
        assertThat(aggregate(fleet.root()).firstMissing())
                .containsExactly(new MissingMember(asset, fleet.root(), MissingReason.INGEST_BEHIND, received));

        watermarks.set(asset, clock.instant());
        clock.advance(Duration.ofSeconds(1));
        assertThat(aggregate(fleet.root()).firstMissing())
                .containsExactly(new MissingMember(asset, fleet.root(), MissingReason.STALE_SIGNAL, received));
    }

    @Test
    void shouldCountAMemberAgainWhenItsWorkEndsWithoutAWordOfItsTwin() {
        Fleet fleet = new Fleet("work");
        AssetId asset = fleet.place("work-1", fleet.root(), TURBINE);
        view.show(fleet.snapshot());
        Instant began = clock.instant();
        Instant until = began.plusSeconds(3);
        StatusRegister atWork = new StatusRegister(
                Connectivity.MAINTENANCE, began, 3, new StatusRegister.Work(until, Connectivity.ONLINE, began));
        node.aggregation.update(power("work-1", 5));
        node.aggregation.update(new MemberUpdate(asset, new MemberRegisters(Map.of(), atWork)));
        node.eventually(() -> assertThat(aggregate(fleet.root()).firstMissing())
                .containsExactly(new MissingMember(asset, fleet.root(), MissingReason.MAINTENANCE, began)));

        clock.advance(Duration.ofSeconds(3));

        assertThat(aggregate(fleet.root()).totals().micros()).isEqualTo(5);
    }

    @Test
    void shouldReadWhatIsStoredAlsoWhenTheStoreFailsAtFirst() {
        Fleet fleet = new Fleet("stored");
        GroupKey group = fleet.put("group", fleet.root());
        fleet.place("stored-1", group, TURBINE);
        fleet.place("stored-2", group, TURBINE);
        stored.store(power("stored-1", 5));
        stored.failNext(2);
        view.show(fleet.snapshot());

        node.eventually(() -> {
            clock.advance(Duration.ofMillis(5));
            assertThat(stored.hasFailed()).isTrue();
            assertThat(aggregate(fleet.root()).totals().missing()).isEqualTo(Map.of(MissingReason.NEVER_REPORTED, 1));
        });
        assertThat(aggregate(fleet.root()).totals().micros()).isEqualTo(5);
    }

    @Test
    void shouldFollowAMemberThatMoves() {
        Fleet fleet = new Fleet("move");
        GroupKey north = fleet.put("north", fleet.root());
        GroupKey south = fleet.put("south", fleet.root());
        fleet.place("move-1", north, TURBINE);
        view.show(fleet.snapshot());
        stored.store(power("move-1", 5));
        node.aggregation.update(power("move-1", 5));
        node.eventually(() -> assertThat(aggregate(north).totals().micros()).isEqualTo(5));

        fleet.place("move-1", south, TURBINE);
        view.show(fleet.snapshot());

        node.eventually(() -> assertThat(aggregate(fleet.root()).children())
                .extracting(child -> child.totals().micros())
                .containsExactly(0L, 5L));
        assertThat(aggregate(north).totals().expected()).isZero();
    }

    @Test
    void shouldTakeOverWhatATwinSaysOfItself() {
        Fleet fleet = new Fleet("status");
        fleet.place("status-1", fleet.root(), TURBINE);
        view.show(fleet.snapshot());
        StatusRegister offline = new StatusRegister(Connectivity.OFFLINE, clock.instant(), 3);
        node.aggregation.update(power("status-1", 5));
        node.aggregation.update(new MemberUpdate(new AssetId("status-1"), new MemberRegisters(Map.of(), offline)));

        node.eventually(() -> assertThat(aggregate(fleet.root()).firstMissing())
                .containsExactly(new MissingMember(
                        new AssetId("status-1"), fleet.root(), MissingReason.OFFLINE, offline.since())));
    }

    @Test
    void shouldPageThroughAHundredThousandMissingMembersEachOnce() {
        // given
        Fleet fleet = new Fleet("large");
        for (int i = 0; i < 100; i++) {
            GroupKey site = fleet.put("site-%02d".formatted(i), fleet.root());
            for (int j = 0; j < 1_000; j++) {
                fleet.place("large-%02d-%03d".formatted(i, j), site, TURBINE);
            }
        }
        view.show(fleet.snapshot());
        node.eventually(() -> {
            clock.advance(Duration.ofSeconds(1));
            assertThat(aggregate(fleet.root()).totals().missing())
                    .isEqualTo(Map.of(MissingReason.NEVER_REPORTED, 100_000));
        });

        // when
        List<AssetId> listed = new ArrayList<>();
        String cursor = null;
        do {
            MissingReply.Page page = page(fleet.root(), cursor, 999);
            page.members().forEach(member -> listed.add(member.asset()));
            cursor = page.next();
        } while (cursor != null);

        // then
        assertThat(listed).hasSize(100_000).isSorted();
        assertThat(new HashSet<>(listed)).hasSize(100_000);
    }

    @Test
    void shouldSayWhatIsWrongWithAQuestion() {
        Fleet fleet = new Fleet("questions");
        view.show(fleet.snapshot());
        GroupKey unknown = fleet.group("nowhere");
        SignalName wind = new SignalName("wind_speed");

        assertThat(now(node.aggregation.aggregate(unknown, POWER))).isEqualTo(new AggregateReply.UnknownGroup(unknown));
        assertThat(now(node.aggregation.aggregate(fleet.root(), wind)))
                .isEqualTo(new AggregateReply.UnknownSignal(wind));
        assertThat(now(node.aggregation.missing(unknown, POWER, null, 1)))
                .isEqualTo(new MissingReply.UnknownGroup(unknown));
        assertThat(now(node.aggregation.missing(fleet.root(), wind, null, 1)))
                .isEqualTo(new MissingReply.UnknownSignal(wind));
        assertThat(now(node.aggregation.recent(unknown, POWER))).isEqualTo(new RecentReply.UnknownGroup(unknown));
        assertThat(now(node.aggregation.recent(fleet.root(), wind))).isEqualTo(new RecentReply.UnknownSignal(wind));
        assertThat(now(node.aggregation.missing(fleet.root(), POWER, "?", 1)))
                .isInstanceOf(MissingReply.BadCursor.class);
        assertThat(now(node.aggregation.missing(fleet.root(), POWER, null, 0)))
                .isEqualTo(new MissingReply.BadLimit("Expected a limit from 1 to 1000 but got 0"));
        assertThat(now(node.aggregation.missing(fleet.root(), POWER, null, 1_001)))
                .isInstanceOf(MissingReply.BadLimit.class);
        assertThat(now(node.aggregation.missing(fleet.root(), POWER, null, 1_000)))
                .isEqualTo(new MissingReply.Page(List.of(), null));
    }

    private Aggregate aggregate(GroupKey group) {
        AggregateReply reply = now(node.aggregation.aggregate(group, POWER));
        assertThat(reply).isInstanceOf(AggregateReply.Found.class);
        return ((AggregateReply.Found) reply).aggregate();
    }

    private MissingReply.Page page(GroupKey group, @Nullable String cursor, int limit) {
        MissingReply reply = now(node.aggregation.missing(group, POWER, cursor, limit));
        assertThat(reply).isInstanceOf(MissingReply.Page.class);
        return (MissingReply.Page) reply;
    }

    private static <T> T now(CompletionStage<T> answer) {
        return answer.toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
    }

    private MemberUpdate power(String asset, long micros) {
        Instant at = clock.instant();
        SignalValue value = new SignalValue(micros, Quality.GOOD, at, 1, new SourceId(asset), at);
        return new MemberUpdate(new AssetId(asset), new MemberRegisters(Map.of(POWER, value), null));
    }
}
