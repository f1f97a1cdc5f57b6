package dev.muster.aggregation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.aggregation.fleet.Fleet;
import dev.muster.aggregation.fleet.FleetView;
import dev.muster.aggregation.fleet.SetClock;
import dev.muster.aggregation.fleet.SetWatermarks;
import dev.muster.aggregation.fleet.StoredFleet;
import dev.muster.aggregation.recent.RecentPoint;
import dev.muster.aggregation.recent.RecentReply;
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
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Aggregators spread over two nodes that see the model at different moments: what they say travels as bytes. */
class AggregationOfTwoNodesTest {
    private static final int SITES = 12;
    private static final SignalName POWER = new SignalName("power");
    private static final Map<SignalName, MemberSignal> TURBINE =
            Map.of(POWER, new MemberSignal(Duration.ofHours(1), 1, null));

    private final SetClock clock = new SetClock(Instant.parse("2026-03-01T12:00:00Z"));
    private final StoredFleet stored = new StoredFleet();
    private final SetWatermarks watermarks = new SetWatermarks();
    private final FleetView viewOfFirst = new FleetView(Map.of(POWER, "MW"));
    private final FleetView viewOfSecond = new FleetView(Map.of(POWER, "MW"));
    private final Fleet fleet = new Fleet("geography");

    @Test
    void shouldTotalOverBothNodesAndOverOneWhenTheOtherLeft() {
        // given
        for (int i = 0; i < SITES; i++) {
            GroupKey site = fleet.put("site-%02d".formatted(i), fleet.root());
            fleet.place("reporting-%02d".formatted(i), site, TURBINE);
            fleet.place("silent-%02d".formatted(i), site, TURBINE);
        }
        viewOfFirst.show(fleet.snapshot());
        try (ClusterNode first = ClusterNode.first(viewOfFirst, stored, watermarks, clock);
                ClusterNode second = first.another(viewOfSecond, stored, watermarks, clock)) {
            for (int i = 0; i < SITES; i++) {
                say(i % 2 == 0 ? first : second, "reporting-%02d".formatted(i), i);
            }

            // when the second node learns the model later
            first.eventually(
                    () -> assertThat(aggregate(first, fleet.root()).totals().expected())
                            .isEqualTo(2 * SITES));
            viewOfSecond.show(fleet.snapshot());
            // ... and what its twins said meanwhile for groups it did not know is said again, or read from the store

            // then
            first.eventually(() -> assertHalfIsThere(first));
            first.eventually(() -> assertHalfIsThere(second));
            assertThat(listed(first)).isEqualTo(listed(second)).hasSize(SITES);
            clock.advance(Duration.ofSeconds(30));
            first.eventually(() -> assertBothRememberThat(first, second));

            // when
            second.leave();

            // then
            first.eventually(() -> assertHalfIsThere(first));
        }
    }

    private void assertHalfIsThere(ClusterNode node) {
        clock.advance(Duration.ofMillis(200));
        Totals totals = aggregate(node, fleet.root()).totals();
        assertThat(totals.micros()).isEqualTo(SITES * (SITES - 1) / 2);
        assertThat(totals.missing()).isEqualTo(Map.of(MissingReason.NEVER_REPORTED, SITES));
    }

    private void assertBothRememberThat(ClusterNode first, ClusterNode second) {
        // A group that moves to the other node begins anew, and may know nothing yet at the first tick of its slot.
        clock.advance(Duration.ofSeconds(1));
        for (int i = 0; i < SITES; i++) {
            GroupKey site = fleet.group("site-%02d".formatted(i));
            RecentReply.Found found = recent(first, site);
            Instant slot = Instant.ofEpochSecond(clock.instant().getEpochSecond() / 30 * 30);
            assertThat(found.interval()).isEqualTo(Duration.ofSeconds(30));
            assertThat(found.points()).endsWith(new RecentPoint(slot, i, 2, 1, i, i, true));
            assertThat(recent(second, site)).isEqualTo(found);
        }
    }

    private static RecentReply.Found recent(ClusterNode node, GroupKey group) {
        RecentReply reply = node.aggregation
                .recent(group, POWER)
                .toCompletableFuture()
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
        assertThat(reply).isInstanceOf(RecentReply.Found.class);
        return (RecentReply.Found) reply;
    }

    private Aggregate aggregate(ClusterNode node, GroupKey group) {
        AggregateReply reply = node.aggregation
                .aggregate(group, POWER)
                .toCompletableFuture()
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
        assertThat(reply).isInstanceOf(AggregateReply.Found.class);
        return ((AggregateReply.Found) reply).aggregate();
    }

    private List<MissingMember> listed(ClusterNode node) {
        MissingReply reply = node.aggregation
                .missing(fleet.root(), POWER, null, 1_000)
                .toCompletableFuture()
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
        assertThat(reply).isInstanceOf(MissingReply.Page.class);
        return ((MissingReply.Page) reply).members();
    }

    /** As a twin does: to the store and to the groups. */
    private void say(ClusterNode node, String asset, long micros) {
        Instant at = clock.instant();
        SignalValue value = new SignalValue(micros, Quality.GOOD, at, 1, new SourceId(asset), at);
        MemberUpdate update = new MemberUpdate(new AssetId(asset), new MemberRegisters(Map.of(POWER, value), null));
        stored.store(update);
        node.aggregation.update(update);
    }
}
