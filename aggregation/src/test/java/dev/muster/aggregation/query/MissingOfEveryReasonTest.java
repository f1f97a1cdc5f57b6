package dev.muster.aggregation.query;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import com.typesafe.config.ConfigFactory;
import dev.muster.aggregation.Aggregate;
import dev.muster.aggregation.AggregateReply;
import dev.muster.aggregation.AggregationSettings;
import dev.muster.aggregation.ChildAggregate;
import dev.muster.aggregation.MemberRegisters;
import dev.muster.aggregation.MemberUpdate;
import dev.muster.aggregation.MissingMember;
import dev.muster.aggregation.MissingReason;
import dev.muster.aggregation.MissingReply;
import dev.muster.aggregation.SignalValue;
import dev.muster.aggregation.StatusRegister;
import dev.muster.aggregation.fleet.Fleet;
import dev.muster.aggregation.fleet.FleetView;
import dev.muster.aggregation.fleet.SetClock;
import dev.muster.aggregation.fleet.SetNodes;
import dev.muster.aggregation.fleet.SetWatermarks;
import dev.muster.aggregation.group.GroupReply;
import dev.muster.aggregation.rollup.GroupRollup;
import dev.muster.aggregation.rollup.Partial;
import dev.muster.assetmodel.connectivity.Connectivity;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.assetmodel.telemetry.Quality;
import dev.muster.assetmodel.view.MemberSignal;
import dev.muster.assetmodel.view.Roster;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A root with 100,000 missing members in a tree of three levels: 50 stations in 10 regions, each member missing for the
 * reason that its number says. One station is silent, and of one the node has not seen the model.
 */
class MissingOfEveryReasonTest {
    private static final ActorTestKit TEST_KIT = ActorTestKit.create(
            "reasons", ConfigFactory.parseString("akka.actor.provider = local").withFallback(ConfigFactory.load()));
    private static final AggregationSettings SETTINGS = AggregationSettings.from(ConfigFactory.load());
    private static final SignalName POWER = new SignalName("power");
    private static final Map<SignalName, MemberSignal> TURBINE =
            Map.of(POWER, new MemberSignal(Duration.ofSeconds(60), 1, null));
    private static final int REGIONS = 10;
    private static final int STATIONS = 50;
    private static final int MEMBERS = 2_000;
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant NOW = NOON.plusSeconds(31);
    private static final MissingReason[] BY_NUMBER = {
        MissingReason.MAINTENANCE,
        MissingReason.NEVER_REPORTED,
        MissingReason.OFFLINE,
        MissingReason.INGEST_BEHIND,
        MissingReason.RECOVERING,
        MissingReason.STALE_SIGNAL,
        MissingReason.BAD_QUALITY
    };

    private final Fleet fleet = new Fleet("geography");
    private final FleetView view = new FleetView(Map.of(POWER, "MW"));
    private final SetClock clock = new SetClock(NOW);
    private final SetWatermarks watermarks = new SetWatermarks();
    private final TreeMap<GroupKey, GroupRollup> rollups = new TreeMap<>();
    private final ScriptedGroups groups = new ScriptedGroups(TEST_KIT.system().deadLetters(), rollups::get, clock);
    private final Queries queries = new Queries(view, groups, clock, SETTINGS.queries(), Runnable::run);
    private final Map<AssetId, MissingMember> expected = new HashMap<>();

    @BeforeEach
    void plant() {
        for (int i = 0; i < STATIONS; i++) {
            GroupKey region = fleet.put("region-%d".formatted(i % REGIONS), fleet.root());
            GroupKey station = fleet.put("station-%02d".formatted(i), region);
            for (int j = 0; j < MEMBERS; j++) {
                AssetId asset = fleet.place("%02d-%04d".formatted(i, j), station, TURBINE);
                if (reasonOf(asset) == MissingReason.INGEST_BEHIND) {
                    watermarks.set(asset, since(MissingReason.INGEST_BEHIND));
                }
            }
        }
        view.show(fleet.snapshot());
        for (GroupKey group : fleet.groups()) {
            GroupRollup rollup = new GroupRollup(
                    group, SETTINGS.rollUp(), Duration.ofSeconds(30), watermarks, new SetNodes("here"), NOON);
            rollup.expect(roster(group), NOON);
            rollups.put(group, rollup);
        }
        for (int i = 0; i < STATIONS; i++) {
            GroupKey station = fleet.group("station-%02d".formatted(i));
            if (i == 48) {
                groups.answer(station, new GroupReply.UnknownHere(station));
                allMissing(station, MissingReason.RECOVERING);
            } else if (i == 49) {
                groups.silence(station);
                allMissing(station, MissingReason.UNREACHABLE);
            } else {
                report(station);
            }
        }
        tellParents("station-");
        tellParents("region-");
        rollups.values().forEach(rollup -> rollup.advance(NOW));
    }

    @AfterAll
    static void stop() {
        TEST_KIT.shutdownTestKit();
    }

    @Test
    void shouldListEachOfAHundredThousandMembersOnceWithItsReasonAsTheAggregatesCountThem() {
        // when
        List<MissingMember> listed = listed(fleet.root());

        // then
        assertThat(listed).hasSize(STATIONS * MEMBERS);
        assertThat(listed.stream().map(MissingMember::asset).distinct()).hasSize(STATIONS * MEMBERS);
        assertThat(listed.stream().filter(member -> !member.equals(expected.get(member.asset()))))
                .as("members with another group, reason or since")
                .isEmpty();
        Aggregate root = aggregate(fleet.root());
        assertThat(root.totals().missing()).isEqualTo(counts(listed)).containsOnlyKeys(MissingReason.values());
        assertThat(root.totals().reporting()).isZero();
        for (ChildAggregate region : root.children()) {
            assertThat(region.totals().missing()).isEqualTo(counts(listed(region.group())));
            for (ChildAggregate station : aggregate(region.group()).children()) {
                assertThat(station.totals().missing()).isEqualTo(counts(listed(station.group())));
            }
        }
    }

    private List<MissingMember> listed(GroupKey group) {
        List<MissingMember> listed = new ArrayList<>();
        String cursor = null;
        do {
            MissingReply.Page page = page(group, cursor);
            listed.addAll(page.members());
            cursor = page.next();
        } while (cursor != null);
        return listed;
    }

    private static Map<MissingReason, Integer> counts(List<MissingMember> listed) {
        Map<MissingReason, Integer> counts = new EnumMap<>(MissingReason.class);
        listed.forEach(member -> counts.merge(member.reason(), 1, Integer::sum));
        return counts;
    }

    /** What the members say; of those that are to be recovering the stored registers are still being read. */
    private void report(GroupKey station) {
        GroupRollup rollup = rollups.get(station);
        List<MemberUpdate> updates = new ArrayList<>();
        List<AssetId> read = new ArrayList<>();
        for (AssetId asset : rollup.takeUnread(MEMBERS, NOON)) {
            MissingReason reason = reasonOf(asset);
            expected.put(asset, new MissingMember(asset, station, reason, since(reason)));
            if (reason != MissingReason.RECOVERING) {
                read.add(asset);
                updates.add(new MemberUpdate(asset, said(reason)));
            }
        }
        rollup.update(updates, NOON);
        rollup.readDone(read, Map.of(), NOON);
    }

    private static MissingReason reasonOf(AssetId asset) {
        return BY_NUMBER[Math.floorMod(asset.hashCode(), BY_NUMBER.length)];
    }

    private static MemberRegisters said(MissingReason reason) {
        Instant since = since(reason);
        return switch (reason) {
            case MAINTENANCE -> registers(null, Connectivity.MAINTENANCE, since);
            case OFFLINE -> registers(value(Quality.GOOD, NOON), Connectivity.OFFLINE, since);
            case INGEST_BEHIND -> registers(value(Quality.GOOD, NOON.minusSeconds(40)), Connectivity.ONLINE, NOON);
            case STALE_SIGNAL -> registers(value(Quality.GOOD, since), Connectivity.ONLINE, NOON);
            case BAD_QUALITY -> registers(value(Quality.BAD, since), Connectivity.ONLINE, NOON);
            case NEVER_REPORTED, RECOVERING, UNREACHABLE -> MemberRegisters.NONE;
        };
    }

    /** A moment of its own for each reason, as far as it can have one. */
    private static Instant since(MissingReason reason) {
        return switch (reason) {
            case NEVER_REPORTED -> Fleet.EXPECTED_SINCE;
            case STALE_SIGNAL -> NOON.minusSeconds(90);
            case MAINTENANCE -> NOON.minusSeconds(1);
            case OFFLINE -> NOON.minusSeconds(2);
            case INGEST_BEHIND -> NOON.minusSeconds(3);
            case BAD_QUALITY -> NOON.minusSeconds(4);
            case RECOVERING, UNREACHABLE -> NOON;
        };
    }

    private static SignalValue value(Quality quality, Instant at) {
        return new SignalValue(5, quality, at, 1, new SourceId("s"), at);
    }

    private static MemberRegisters registers(@Nullable SignalValue value, Connectivity connectivity, Instant since) {
        return new MemberRegisters(
                value == null ? Map.of() : Map.of(POWER, value), new StatusRegister(connectivity, since, 1));
    }

    private void allMissing(GroupKey station, MissingReason reason) {
        for (AssetId asset : roster(station).members().keySet()) {
            expected.put(asset, new MissingMember(asset, station, reason, since(reason)));
        }
    }

    /** Station 49 says nothing; station 48 speaks, but of nobody yet. */
    private void tellParents(String level) {
        rollups.forEach((group, rollup) -> {
            String id = group.group().value();
            if (!id.startsWith(level) || id.equals("station-49")) {
                return;
            }
            rollup.advance(NOW);
            Partial said = rollup.report(NOW).orElseThrow();
            Partial heard = id.equals("station-48") ? new Partial(group, 1, 1, 0, Map.of(), null) : said;
            GroupKey parent = roster(group).parent();
            rollups.get(parent).advance(NOW);
            rollups.get(parent).take(heard, NOW);
        });
    }

    private Roster roster(GroupKey group) {
        return view.roster(group).orElseThrow();
    }

    private Aggregate aggregate(GroupKey group) {
        AggregateReply reply = queries.aggregate(group, POWER)
                .toCompletableFuture()
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
        return ((AggregateReply.Found) reply).aggregate();
    }

    private MissingReply.Page page(GroupKey group, @Nullable String cursor) {
        return (MissingReply.Page) queries.missing(group, POWER, cursor, 1_000)
                .toCompletableFuture()
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
    }
}
