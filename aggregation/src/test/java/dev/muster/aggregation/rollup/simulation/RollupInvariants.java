package dev.muster.aggregation.rollup.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.aggregation.MissingReason;
import dev.muster.aggregation.rollup.Absentee;
import dev.muster.aggregation.rollup.GroupRollup;
import dev.muster.aggregation.rollup.SignalPartial;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.SignalName;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/** What holds in every group of a {@link SimulatedCluster} at any time, in the worst of troubles too. */
final class RollupInvariants {
    /** Of the digits of a sum over presence: what is neither 0 nor 1; the sign, too. */
    private static final long MORE_THAN_ONCE = 0xAAAA_AAAA_AAAA_AAAAL;

    private final long seed;
    private final SimulatedCluster cluster;
    private final SignalName power;
    private final SignalName presence;
    private long lostChildren;

    /** @param presence of the n-th member always 4 to the n */
    RollupInvariants(long seed, SimulatedCluster cluster, SignalName power, SignalName presence) {
        this.seed = seed;
        this.cluster = cluster;
        this.power = power;
        this.presence = presence;
    }

    /** @param seen takes the reasons for which anybody is missing now */
    void check(Set<MissingReason> seen) {
        cluster.rollups().forEach((group, rollup) -> {
            checkReasons(group, rollup, power, seen);
            checkReasons(group, rollup, presence, seen);
            checkLost(group, rollup);
            SignalPartial whole = rollup.whole(presence);
            assertThat(whole.micros() & MORE_THAN_ONCE)
                    .as("members counted twice in %s, seed %d", group, seed)
                    .isZero();
            assertThat(Long.bitCount(whole.micros()))
                    .as("members in %s, seed %d", group, seed)
                    .isEqualTo(whole.reporting());
        });
    }

    /** How often a child was found that spoke last from a node which cannot be heard. */
    long lostChildren() {
        return lostChildren;
    }

    /** {@code whole} throws unless reporting + missing is what the group's roster expects. */
    private void checkReasons(GroupKey group, GroupRollup rollup, SignalName signal, Set<MissingReason> seen) {
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
        seen.addAll(counts.keySet());
        assertThat(rollup.whole(signal).missing())
                .as("reasons in %s, seed %d", group, seed)
                .isEqualTo(counts);
    }

    /** Nobody is counted by the word of a node that cannot be heard. */
    private void checkLost(GroupKey group, GroupRollup rollup) {
        Set<GroupKey> lost = cluster.aggregator(group).lostChildren();
        lostChildren += lost.size();
        for (GroupRollup.Share share : rollup.shares(presence, null, Integer.MAX_VALUE)) {
            if (lost.contains(share.child())) {
                assertThat(share.part().missing().getOrDefault(MissingReason.UNREACHABLE, 0))
                        .as("unreachable in %s under %s, seed %d", share.child(), group, seed)
                        .isEqualTo(share.part().expected());
            }
        }
    }
}
