package dev.muster.aggregation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.aggregation.fleet.Fleet;
import dev.muster.aggregation.fleet.FleetView;
import dev.muster.aggregation.fleet.SetClock;
import dev.muster.aggregation.fleet.SetWatermarks;
import dev.muster.aggregation.fleet.StoredFleet;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.assetmodel.telemetry.Quality;
import dev.muster.assetmodel.view.MemberSignal;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Two nodes, and the one that does not have the root goes. The clock of the groups stands still meanwhile: nobody has been
 * silent for any time, so what they know they know from the cluster.
 */
class LostNodeOfClusterTest {
    private static final int BRANCHES = 8;
    private static final SignalName POWER = new SignalName("power");
    private static final Map<SignalName, MemberSignal> TURBINE =
            Map.of(POWER, new MemberSignal(Duration.ofHours(1), 1, null));

    private final SetClock clock = new SetClock(Instant.parse("2026-03-01T12:00:00Z"));
    private final StoredFleet stored = new StoredFleet();
    private final FleetView view = new FleetView(Map.of(POWER, "MW"));
    private final Fleet fleet = new Fleet("geography");
    private ClusterNode stays;
    private ClusterNode goes;

    /** Under the root branches with one leaf each, with one member each, that reports. */
    @BeforeEach
    void start() {
        for (int i = 0; i < BRANCHES; i++) {
            GroupKey branch = fleet.put("branch-" + i, fleet.root());
            say(fleet.place("turbine-" + i, fleet.put("leaf-" + i, branch), TURBINE));
        }
        ClusterNode first = ClusterNode.first(view, stored, new SetWatermarks(), clock);
        ClusterNode second = first.another(view, stored, new SetWatermarks(), clock);
        first.eventually(() -> assertThat(first.members()).isEqualTo(2));
        view.show(fleet.snapshot());
        first.eventually(() -> {
            clock.advance(Duration.ofMillis(200));
            assertThat(totals(first).reporting()).isEqualTo(BRANCHES);
            assertThat(first.hosted().size() + second.hosted().size()).isEqualTo(1 + 2 * BRANCHES);
            assertThat(first.hosted()).isNotEmpty();
            assertThat(second.hosted()).isNotEmpty();
        });
        boolean firstHasRoot = first.hosted().contains(fleet.root());
        stays = firstHasRoot ? first : second;
        goes = firstHasRoot ? second : first;
    }

    @AfterEach
    void stop() {
        goes.close();
        stays.close();
    }

    @Test
    void shouldCallUnreachableWhoeverIsBehindANodeThatWasKilledUntilTheySpeakFromElsewhere() {
        Set<GroupKey> lost = goes.hosted();
        List<AssetId> lostMembers = IntStream.range(0, BRANCHES)
                .filter(i -> lost.contains(fleet.group("branch-" + i)) || lost.contains(fleet.group("leaf-" + i)))
                .mapToObj(i -> new AssetId("turbine-" + i))
                .toList();
        Instant killedAt = clock.instant();

        goes.kill();

        stays.eventually(() ->
                assertThat(totals(stays).missing()).isEqualTo(Map.of(MissingReason.UNREACHABLE, lostMembers.size())));
        assertThat(totals(stays).reporting()).isEqualTo(BRANCHES - lostMembers.size());
        MissingMember named = firstMissing();
        assertThat(named.asset()).isEqualTo(lostMembers.get(0));
        assertThat(named.reason()).isEqualTo(MissingReason.UNREACHABLE);
        assertThat(named.since()).isBeforeOrEqualTo(killedAt);

        stays.giveUp(goes);

        stays.eventually(() -> {
            clock.advance(Duration.ofMillis(200));
            assertThat(totals(stays).reporting()).isEqualTo(BRANCHES);
        });
    }

    @Test
    void shouldGoOnWithWhatWasSaidByANodeThatLeftInPeace() {
        Set<MissingReason> seen = EnumSet.noneOf(MissingReason.class);
        AtomicInteger looks = new AtomicInteger();

        goes.leave();

        stays.eventually(() -> {
            seen.addAll(totals(stays).missing().keySet());
            assertThat(stays.members()).isEqualTo(1);
            assertThat(looks.incrementAndGet()).isGreaterThan(20);
        });
        assertThat(seen).isEmpty();
    }

    private Totals totals(ClusterNode node) {
        AggregateReply reply = node.aggregation
                .totals(fleet.root(), POWER)
                .toCompletableFuture()
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
        assertThat(reply).isInstanceOf(AggregateReply.Found.class);
        return ((AggregateReply.Found) reply).aggregate().totals();
    }

    private MissingMember firstMissing() {
        MissingReply reply = stays.aggregation
                .missing(fleet.root(), POWER, null, 1)
                .toCompletableFuture()
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
        assertThat(reply).isInstanceOf(MissingReply.Page.class);
        return ((MissingReply.Page) reply).members().get(0);
    }

    private void say(AssetId asset) {
        Instant at = clock.instant();
        SignalValue value = new SignalValue(1, Quality.GOOD, at, 1, new SourceId(asset.value()), at);
        stored.store(new MemberUpdate(asset, new MemberRegisters(Map.of(POWER, value), null)));
    }
}
