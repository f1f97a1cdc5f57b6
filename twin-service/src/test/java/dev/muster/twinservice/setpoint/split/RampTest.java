package dev.muster.twinservice.setpoint.split;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.assetmodel.identity.AssetId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RampTest {
    private static final int FLEETS = 2_000;

    @Test
    void shouldLetTheQuickStandInForTheSlow() {
        Member slow = member(0.01);
        Member quick = member(1);

        List<Long> next =
                Ramp.next(8_000_000, List.of(slow, quick), List.of(4_000_000L, 4_000_000L), List.of(0L, 0L), 1);

        assertThat(next).containsExactly(100_000L, 7_900_000L);
    }

    @Test
    void shouldWaitForTheSlowToGoDown() {
        Member slow = member(0.01);
        Member quick = member(1);

        List<Long> next =
                Ramp.next(8_000_000, List.of(slow, quick), List.of(2_000_000L, 6_000_000L), List.of(8_000_000L, 0L), 1);

        assertThat(next).containsExactly(7_900_000L, 100_000L);
    }

    @Test
    void shouldFollowTargetAsFastAsTheFleetCanAndNeverOvershoot() {
        for (int seed = 0; seed < FLEETS; seed++) {
            RandomFleet fleet = new RandomFleet(seed);
            List<Member> members = fleet.members(1 + seed % 12, false);
            long target = fleet.target(Split.of(0, members));
            Split split = Split.of(target, members);
            List<Long> at = fleet.at(members);
            for (int round = 0; round < 20; round++) {
                List<Long> next = Ramp.next(target, members, split.values(), at, 1);
                assertMoved(split, target, members, at, next, "fleet %d round %d".formatted(seed, round));
                at = next;
            }
            assertEnds(split, members, at);
        }
    }

    private static void assertMoved(
            Split split, long target, List<Member> members, List<Long> at, List<Long> next, String where) {
        long before = sum(at);
        long after = sum(next);
        long aim = Math.max(split.possibleMin(), Math.min(split.possibleMax(), target));
        assertThat(after).as(where).isBetween(Math.min(before, aim), Math.max(before, aim));
        long most = 0;
        for (int i = 0; i < next.size(); i++) {
            Member member = members.get(i);
            assertThat(Math.abs(next.get(i) - at.get(i))).as(where).isLessThanOrEqualTo(member.reach(1));
            long end = before < aim ? member.most() : split.values().get(i) < 0 ? -member.mostTaken() : 0;
            most += Math.max(-member.reach(1), Math.min(member.reach(1), end - at.get(i)));
        }
        if (before < aim) {
            assertThat(after).as("%s: as fast as it can", where).isGreaterThanOrEqualTo(Math.min(aim, before + most));
        } else if (target >= 0 && at.stream().allMatch(value -> value >= 0)) {
            assertThat(after).as("%s: as fast as it can", where).isLessThanOrEqualTo(Math.max(aim, before + most));
        }
    }

    private static void assertEnds(Split split, List<Member> members, List<Long> at) {
        List<Long> end = new ArrayList<>(at);
        for (int round = 0; round < 400; round++) {
            end = Ramp.next(split.sum(), members, split.values(), end, 1);
        }
        assertThat(end).isEqualTo(split.values());
    }

    private static long sum(List<Long> values) {
        return values.stream().mapToLong(Long::longValue).sum();
    }

    private static Member member(double rampPerSecond) {
        return new Member(new AssetId("M"), 10_000_000, 0, 0, 10_000_000, 0, rampPerSecond, null, 0);
    }
}
