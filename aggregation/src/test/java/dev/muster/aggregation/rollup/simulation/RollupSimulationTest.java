package dev.muster.aggregation.rollup.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.aggregation.MemberRegisters;
import dev.muster.aggregation.MemberUpdate;
import dev.muster.aggregation.MissingReason;
import dev.muster.aggregation.fleet.Fleet;
import dev.muster.aggregation.rollup.Absentee;
import dev.muster.aggregation.rollup.ChildSince;
import dev.muster.aggregation.rollup.GroupRollup;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.view.Limits;
import dev.muster.assetmodel.view.MemberSignal;
import dev.muster.assetmodel.view.Roster;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Random trees under random trouble, each run from one seed. Whatever happens, totals account for exactly the members
 * that the model expects and hold none of them twice, and each missing member has one reason since some moment; once the
 * trouble is over, every group equals a naive recomputation, and so does the since of each member that it lists.
 */
class RollupSimulationTest {
    private static final SignalName POWER = new SignalName("power");

    /**
     * Its value tells members apart: of the n-th always 4 to the n. So the digits of a sum say who is in it, how often.
     */
    private static final SignalName PRESENCE = new SignalName("presence");

    private static final int ASSETS_MAX = 14;
    private static final int RUNS = 2_000;

    /** Long enough for the longest deadline of a value, for ingest to get beyond it, and up the deepest tree. */
    private static final int CALM_STEPS = 100;

    /** Ingest stands still at last, for a little more than until the next look, and less than until it is behind. */
    private static final int STILL_STEPS = 6;

    private static final Set<MissingReason> SEEN_ANY_TIME = EnumSet.noneOf(MissingReason.class);
    private static final Set<MissingReason> SEEN_IN_THE_END = EnumSet.noneOf(MissingReason.class);

    @Test
    void shouldConvergeToNaiveTotalsAndNeverCountTwice() {
        long lostChildren = 0;
        for (long seed = 1; seed <= RUNS; seed++) {
            Run run = new Run(seed);
            run.play();
            lostChildren += run.invariants.lostChildren();
        }
        assertThat(SEEN_ANY_TIME).containsExactlyInAnyOrder(MissingReason.values());
        assertThat(SEEN_IN_THE_END).as("reasons that were compared").containsExactlyInAnyOrder(MissingReason.values());
        assertThat(lostChildren).as("children that were lost with their node").isGreaterThan(RUNS);
    }

    private static final class Run {
        private final long seed;
        private final Random random;
        private final Fleet fleet = new Fleet("geography");
        private final List<AssetId> assets = new ArrayList<>();
        private final Map<AssetId, MemberRegisters> said = new TreeMap<>();
        private final SimulatedTwins twins;
        private final SimulatedWatermarks watermarks;
        private final SimulatedCluster cluster;
        private final RollupInvariants invariants;
        private final boolean losesStore;
        private final boolean losesNode;
        private Fleet.Snapshot model;

        Run(long seed) {
            this.seed = seed;
            this.random = new Random(seed);
            int groups = 1 + random.nextInt(7);
            for (int i = 0; i < groups; i++) {
                fleet.put("g" + i, anyGroup());
            }
            int members = random.nextInt(ASSETS_MAX + 1);
            for (int i = 0; i < members; i++) {
                assets.add(fleet.place("a" + i, anyGroup(), signals()));
            }
            this.model = fleet.snapshot();
            this.twins = new SimulatedTwins(random);
            this.watermarks = new SimulatedWatermarks(random);
            this.cluster = new SimulatedCluster(random, watermarks, model);
            this.invariants = new RollupInvariants(seed, cluster, POWER, PRESENCE);
            this.losesStore = random.nextInt(5) == 0;
            this.losesNode = random.nextInt(5) == 0;
        }

        void play() {
            int troubled = 20 + random.nextInt(60);
            for (int step = 0; step < troubled; step++) {
                for (int i = random.nextInt(4); i > 0; i--) {
                    somethingHappens();
                }
                watermarks.step(cluster.now());
                cluster.step();
                invariants.check(SEEN_ANY_TIME);
            }
            cluster.heal();
            if (losesStore) {
                cluster.loseStore();
            }
            if (losesNode) {
                cluster.cutOff();
            }
            assets.forEach(watermarks::change);
            for (int step = 0; step < CALM_STEPS; step++) {
                if (step < CALM_STEPS - STILL_STEPS) {
                    watermarks.step(cluster.now());
                }
                cluster.step();
                invariants.check(SEEN_ANY_TIME);
            }
            checkTotals();
        }

        private void somethingHappens() {
            int dice = random.nextInt(107);
            if (dice < 60) {
                twinSpeaks();
            } else if (dice < 70) {
                if (!assets.isEmpty()) {
                    watermarks.change(any(assets));
                }
            } else if (dice < 85) {
                modelChanges();
            } else if (dice < 95) {
                cluster.restart(anyGroup());
            } else if (dice < 100) {
                cluster.takeDown(anyGroup(), Duration.ofSeconds(1 + random.nextInt(15)));
            } else if (dice < 102) {
                cluster.cutOff();
            } else if (dice < 106) {
                cluster.join();
            } else {
                cluster.kill();
            }
        }

        private void twinSpeaks() {
            if (assets.isEmpty()) {
                return;
            }
            AssetId asset = any(assets);
            int index = Integer.parseInt(asset.value().substring(1));
            MemberUpdate update = twins.anyUpdate(asset, Map.of(POWER, 0L, PRESENCE, 1L << (2 * index)), cluster.now());
            said.merge(asset, update.registers(), MemberRegisters::merge);
            cluster.say(update);
        }

        private void modelChanges() {
            int dice = random.nextInt(10);
            if (dice < 6 && !assets.isEmpty()) {
                fleet.place(any(assets).value(), anyGroup(), signals());
            } else if (dice < 7 && !assets.isEmpty()) {
                fleet.remove(any(assets));
            } else if (dice < 8 && assets.size() < ASSETS_MAX) {
                assets.add(fleet.place("a" + assets.size(), anyGroup(), signals()));
            } else {
                GroupKey moved = anyGroup();
                GroupKey parent = anyGroup();
                if (!fleet.isUnder(parent, moved)) {
                    fleet.put(moved.group().value(), parent);
                }
            }
            model = fleet.snapshot();
            cluster.publish(model);
        }

        private Map<SignalName, MemberSignal> signals() {
            Map<SignalName, MemberSignal> signals = new HashMap<>();
            Duration staleAfter = Duration.ofSeconds(any(new Integer[] {3, 10, 600}));
            signals.put(PRESENCE, new MemberSignal(staleAfter, 1, null));
            if (random.nextInt(4) > 0) {
                Limits limits = random.nextBoolean() ? null : new Limits(-random.nextInt(500), random.nextInt(500));
                signals.put(POWER, new MemberSignal(staleAfter, random.nextBoolean() ? 1 : -1, limits));
            }
            return Map.copyOf(signals);
        }

        private void checkTotals() {
            NaiveTotals naive = new NaiveTotals(
                    model.rosters(),
                    group -> cluster.aggregator(group).heard,
                    watermarks,
                    SimulatedCluster.ROLL_UP.ingestBehindAfter(),
                    (group, child) -> cluster.aggregator(group).misses(child, cluster.now()),
                    cluster.now());
            Map<GroupKey, GroupRollup> rollups = cluster.rollups();
            model.rosters().forEach((group, roster) -> {
                if (roster.whole().fingerprint() == 0) {
                    return;
                }
                GroupRollup rollup = rollups.get(group);
                if (rollup == null) {
                    assertThat(losesNode)
                            .as("%s is there, seed %d", group, seed)
                            .isTrue();
                    return;
                }
                if (!losesStore && !losesNode) {
                    checkHeard(roster);
                }
                for (SignalName signal : List.of(POWER, PRESENCE)) {
                    assertThat(rollup.whole(signal))
                            .as("%s of %s, seed %d", signal, group, seed)
                            .isEqualTo(naive.of(group, signal));
                    Map<AssetId, Absentee> listed = rollup.missing(signal, null, Integer.MAX_VALUE).stream()
                            .collect(Collectors.toMap(Absentee::asset, absentee -> absentee));
                    assertThat(listed)
                            .as("missing %s in %s, seed %d", signal, group, seed)
                            .isEqualTo(naive.missingIn(roster, signal));
                    SEEN_IN_THE_END.addAll(rollup.whole(signal).missing().keySet());
                    rollup.childrenWithMissing(signal, null, Integer.MAX_VALUE)
                            .forEach((child, since) -> checkSince(group, child, since));
                }
            });
        }

        private void checkSince(GroupKey group, GroupKey child, ChildSince since) {
            SimulatedAggregator aggregator = cluster.aggregator(group);
            Instant heard = aggregator.heard.heardOf(child);
            if (aggregator.misses(child, cluster.now())) {
                assertThat(losesNode)
                        .as("%s under %s, seed %d", child, group, seed)
                        .isTrue();
            } else {
                assertThat(since)
                        .as("%s under %s, seed %d", child, group, seed)
                        .isEqualTo(new ChildSince(Objects.requireNonNull(heard), null));
            }
        }

        /** Whatever was lost on the way, in the end every aggregator knows what its members said last. */
        private void checkHeard(Roster roster) {
            roster.members().forEach((asset, member) -> {
                Heard.OfMember known = cluster.aggregator(roster.group()).heard.member(asset);
                MemberRegisters all = said.getOrDefault(asset, MemberRegisters.NONE);
                assertThat(known.unreadSince()).as("%s, seed %d", asset, seed).isNull();
                assertThat(known.registers().status())
                        .as("%s, seed %d", asset, seed)
                        .isEqualTo(all.status());
                member.signals().keySet().forEach(signal -> assertThat(
                                known.signal(signal).value())
                        .as("%s of %s, seed %d", signal, asset, seed)
                        .isEqualTo(all.values().get(signal)));
            });
        }

        private GroupKey anyGroup() {
            return any(fleet.groups());
        }

        private <T> T any(List<T> choices) {
            return choices.get(random.nextInt(choices.size()));
        }

        private <T> T any(T[] choices) {
            return choices[random.nextInt(choices.length)];
        }
    }
}
