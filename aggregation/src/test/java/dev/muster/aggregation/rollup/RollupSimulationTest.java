package dev.muster.aggregation.rollup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.aggregation.MemberRegisters;
import dev.muster.aggregation.MemberUpdate;
import dev.muster.aggregation.MissingReason;
import dev.muster.aggregation.fleet.Fleet;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.view.Limits;
import dev.muster.assetmodel.view.MemberSignal;
import dev.muster.assetmodel.view.Roster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
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

    /** Of these digits: what is neither 0 nor 1; the sign, too. */
    private static final long MORE_THAN_ONCE = 0xAAAA_AAAA_AAAA_AAAAL;

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
        for (long seed = 1; seed <= RUNS; seed++) {
            new Run(seed).play();
        }
        assertThat(SEEN_ANY_TIME).containsExactlyInAnyOrder(MissingReason.values());
        assertThat(SEEN_IN_THE_END)
                .as("reasons that were compared; nobody is unreachable for good")
                .isEqualTo(EnumSet.complementOf(EnumSet.of(MissingReason.UNREACHABLE)));
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
        private final boolean losesStore;
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
            this.losesStore = random.nextInt(5) == 0;
        }

        void play() {
            int troubled = 20 + random.nextInt(60);
            for (int step = 0; step < troubled; step++) {
                for (int i = random.nextInt(4); i > 0; i--) {
                    somethingHappens();
                }
                watermarks.step(cluster.now());
                cluster.step();
                checkInvariants();
            }
            cluster.heal();
            if (losesStore) {
                cluster.loseStore();
            }
            assets.forEach(watermarks::change);
            for (int step = 0; step < CALM_STEPS; step++) {
                if (step < CALM_STEPS - STILL_STEPS) {
                    watermarks.step(cluster.now());
                }
                cluster.step();
                checkInvariants();
            }
            checkTotals();
        }

        private void somethingHappens() {
            int dice = random.nextInt(100);
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
            } else {
                cluster.takeDown(anyGroup(), Duration.ofSeconds(1 + random.nextInt(15)));
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

        private void checkInvariants() {
            cluster.rollups().forEach((group, rollup) -> {
                checkReasons(group, rollup, POWER);
                checkReasons(group, rollup, PRESENCE);
                SignalPartial presence = rollup.whole(PRESENCE);
                assertThat(presence.micros() & MORE_THAN_ONCE)
                        .as("members counted twice in %s, seed %d", group, seed)
                        .isZero();
                assertThat(Long.bitCount(presence.micros()))
                        .as("members in %s, seed %d", group, seed)
                        .isEqualTo(presence.reporting());
            });
        }

        /** {@code whole} throws unless reporting + missing is what the group's roster expects. */
        private void checkReasons(GroupKey group, GroupRollup rollup, SignalName signal) {
            Map<MissingReason, Integer> counts = new EnumMap<>(MissingReason.class);
            for (Absentee absentee : rollup.missing(signal, null, Integer.MAX_VALUE)) {
                counts.merge(absentee.reason(), 1, Integer::sum);
                assertThat(absentee.since())
                        .as("%s in %s, seed %d", absentee, group, seed)
                        .isNotNull()
                        .isBeforeOrEqualTo(cluster.now());
            }
            for (GroupRollup.Share share : rollup.shares(signal, null, Integer.MAX_VALUE)) {
                share.part().missing().forEach((reason, count) -> counts.merge(reason, count, Integer::sum));
            }
            SEEN_ANY_TIME.addAll(counts.keySet());
            assertThat(rollup.whole(signal).missing())
                    .as("reasons in %s, seed %d", group, seed)
                    .isEqualTo(counts);
        }

        private void checkTotals() {
            NaiveTotals naive = new NaiveTotals(
                    model.rosters(),
                    cluster::heard,
                    watermarks,
                    SimulatedCluster.ROLL_UP.ingestBehindAfter(),
                    cluster.now());
            Map<GroupKey, GroupRollup> rollups = cluster.rollups();
            model.rosters().forEach((group, roster) -> {
                if (roster.whole().fingerprint() == 0) {
                    return;
                }
                GroupRollup rollup = Objects.requireNonNull(
                        rollups.get(group), () -> "Expected an aggregator of " + group + ", seed " + seed);
                if (!losesStore) {
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
                    listed.values().forEach(absentee -> SEEN_IN_THE_END.add(absentee.reason()));
                    rollup.childrenWithMissing(signal, null, Integer.MAX_VALUE).forEach((child, since) -> assertThat(
                                    since)
                            .as("%s under %s, seed %d", child, group, seed)
                            .isEqualTo(new ChildSince(
                                    Objects.requireNonNull(cluster.heard(group).heardOf(child)), null)));
                }
            });
        }

        /** Whatever was lost on the way, in the end every aggregator knows what its members said last. */
        private void checkHeard(Roster roster) {
            roster.members().forEach((asset, member) -> {
                Heard.OfMember known = cluster.heard(roster.group()).member(asset);
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
