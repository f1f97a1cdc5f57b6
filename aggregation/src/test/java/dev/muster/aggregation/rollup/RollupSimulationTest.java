package dev.muster.aggregation.rollup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.aggregation.MemberRegisters;
import dev.muster.aggregation.MemberUpdate;
import dev.muster.aggregation.MissingReason;
import dev.muster.aggregation.SignalValue;
import dev.muster.aggregation.StatusRegister;
import dev.muster.aggregation.fleet.Fleet;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Random trees under random trouble, each run from one seed. Whatever happens, totals account for exactly the members
 * that the model expects and hold none of them twice; once the trouble is over, every group equals a naive
 * recomputation.
 */
class RollupSimulationTest {
    private static final SignalName POWER = new SignalName("power");

    /**
     * Its value tells members apart: of the n-th always 4 to the n. So the digits of a sum say who is in it, how often.
     */
    private static final SignalName PRESENCE = new SignalName("presence");

    private static final int ASSETS_MAX = 14;
    private static final int RUNS = 2_000;

    @Test
    void shouldConvergeToNaiveTotalsAndNeverCountTwice() {
        for (long seed = 1; seed <= RUNS; seed++) {
            new Run(seed).play();
        }
    }

    private static final class Run {
        private final long seed;
        private final Random random;
        private final Fleet fleet = new Fleet("geography");
        private final List<AssetId> assets = new ArrayList<>();
        private final Map<AssetId, MemberRegisters> said = new TreeMap<>();
        private final SimulatedCluster cluster;
        private Fleet.Snapshot model;
        private long journalSequence;
        private long sequence;

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
            this.cluster = new SimulatedCluster(random, model);
        }

        void play() {
            int troubled = 20 + random.nextInt(60);
            for (int step = 0; step < troubled; step++) {
                for (int i = random.nextInt(4); i > 0; i--) {
                    somethingHappens();
                }
                cluster.step();
                checkInvariants();
            }
            cluster.heal();
            for (int step = 0; step < 80; step++) {
                cluster.step();
                checkInvariants();
            }
            checkTotals();
        }

        private void somethingHappens() {
            int dice = random.nextInt(100);
            if (dice < 70) {
                twinSpeaks();
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
            AssetId asset = assets.get(random.nextInt(assets.size()));
            Map<SignalName, SignalValue> values = new HashMap<>();
            if (random.nextBoolean()) {
                values.put(POWER, reading(random.nextInt(2_000) - 1_000));
            }
            if (random.nextBoolean()) {
                int index = Integer.parseInt(asset.value().substring(1));
                values.put(PRESENCE, reading(1L << (2 * index)));
            }
            StatusRegister status = random.nextInt(3) > 0
                    ? null
                    : new StatusRegister(
                            any(Connectivity.values()),
                            cluster.now().minusMillis(random.nextInt(9_000)),
                            ++journalSequence);
            MemberUpdate update = new MemberUpdate(asset, new MemberRegisters(values, status));
            said.merge(asset, update.registers(), MemberRegisters::merge);
            cluster.say(update);
        }

        private SignalValue reading(long micros) {
            Instant now = cluster.now();
            return new SignalValue(
                    micros,
                    any(Quality.values()),
                    now.minusMillis(random.nextInt(5_000)),
                    ++sequence,
                    new SourceId("s" + random.nextInt(2)),
                    now.minusMillis(random.nextInt(3_000)));
        }

        private void modelChanges() {
            int dice = random.nextInt(10);
            if (dice < 6 && !assets.isEmpty()) {
                fleet.place(assets.get(random.nextInt(assets.size())).value(), anyGroup(), signals());
            } else if (dice < 7 && !assets.isEmpty()) {
                fleet.remove(assets.get(random.nextInt(assets.size())));
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
                // Throws unless reporting + missing is what the group's roster expects.
                rollup.whole(POWER);
                SignalPartial presence = rollup.whole(PRESENCE);
                String digits = Long.toString(presence.micros(), 4);
                assertThat(digits).as("members in %s, seed %d", group, seed).matches("[01]+");
                assertThat(Long.bitCount(presence.micros()))
                        .as("members in %s, seed %d", group, seed)
                        .isEqualTo(presence.reporting());
            });
        }

        private void checkTotals() {
            NaiveTotals naive = new NaiveTotals(model.rosters(), said, cluster.now());
            Map<GroupKey, GroupRollup> rollups = cluster.rollups();
            model.rosters().forEach((group, roster) -> {
                if (roster.whole().fingerprint() == 0) {
                    return;
                }
                GroupRollup rollup = Objects.requireNonNull(
                        rollups.get(group), () -> "Expected an aggregator of " + group + ", seed " + seed);
                for (SignalName signal : List.of(POWER, PRESENCE)) {
                    assertThat(rollup.whole(signal))
                            .as("%s of %s, seed %d", signal, group, seed)
                            .isEqualTo(naive.of(group, signal));
                    assertThat(listed(rollup, signal))
                            .as("missing %s in %s, seed %d", signal, group, seed)
                            .isEqualTo(naive.missingIn(roster, signal));
                }
            });
        }

        private static Map<AssetId, MissingReason> listed(GroupRollup rollup, SignalName signal) {
            return rollup.missing(signal, null, Integer.MAX_VALUE).stream()
                    .collect(Collectors.toMap(Absentee::asset, Absentee::reason));
        }

        private GroupKey anyGroup() {
            List<GroupKey> groups = fleet.groups();
            return groups.get(random.nextInt(groups.size()));
        }

        private <T> T any(T[] choices) {
            return choices[random.nextInt(choices.length)];
        }
    }
}
