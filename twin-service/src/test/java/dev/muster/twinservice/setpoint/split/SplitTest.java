package dev.muster.twinservice.setpoint.split;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.assetmodel.identity.AssetId;
import dev.muster.twinservice.setpoint.split.Member.Charge;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SplitTest {
    private static final int FLEETS = 5_000;

    @Test
    void shouldGiveEverybodyTheSameShareOfWhatIsAvailable() {
        Split split = Split.of(
                9_000_000, List.of(generator(10_000_000, 0), generator(5_000_000, 0), generator(3_000_000, 0)));

        assertThat(split.values()).containsExactly(5_000_000L, 2_500_000L, 1_500_000L);
        assertThat(split.possibleMax()).isEqualTo(18_000_000);
        assertThat(split.possibleMin()).isZero();
    }

    @Test
    void shouldStopSomeWhereAllMinimumsAreTooMuchAndKeepThoseThatRun() {
        Member stopped = generator(4_000_000, 0.5);
        Member running = new Member(new AssetId("R"), 4_000_000, 0, 0, 4_000_000, 0.5, 1, null, 3_000_000);

        assertThat(Split.of(3_000_000, List.of(stopped, running)).values()).containsExactly(0L, 3_000_000L);
        assertThat(Split.of(4_000_000, List.of(stopped, running)).values()).containsExactly(2_000_000L, 2_000_000L);
    }

    @Test
    void shouldTakeOnlyBelowWhatTheOthersCanGoDownTo() {
        Member wind = generator(10_000_000, 0);
        Member stiff = generator(10_000_000, 0.5);

        assertThat(Split.of(1_000_000, List.of(wind, storage(50))).values()).allMatch(value -> value >= 0);
        assertThat(Split.of(-1_000_000, List.of(wind, storage(50))).values()).containsExactly(0L, -1_000_000L);
        assertThat(Split.of(4_000_000, List.of(stiff, storage(10))).values()).containsExactly(5_000_000L, -1_000_000L);
    }

    @Test
    void shouldLetNobodyTakeWhereAnotherChoiceOfWhoRunsNeedsNone() {
        List<Member> members =
                List.of(generator(4_000_000, 1), generator(3_000_000, 1), generator(3_000_001, 1), storage(10));

        assertThat(Split.of(6_000_001, members).values()).containsExactly(0L, 3_000_000L, 3_000_001L, 0L);
    }

    @Test
    void shouldFindTheOnlyChoiceOfWhoRuns() {
        List<Member> members = List.of(
                generator(10_000_000, 1), generator(8_000_000, 1), generator(7_000_000, 1), generator(4_000_000, 1));

        assertThat(Split.of(15_000_000, members).values()).containsExactly(0L, 8_000_000L, 7_000_000L, 0L);
    }

    @Test
    void shouldRespectStateOfCharge() {
        assertThat(Split.of(1, List.of(storage(19.9))).possibleMax()).isZero();
        assertThat(Split.of(1, List.of(storage(20))).possibleMax()).isEqualTo(2_000_000);
        assertThat(Split.of(1, List.of(storage(80))).possibleMin()).isEqualTo(-2_000_000);
        assertThat(Split.of(1, List.of(storage(80.1))).possibleMin()).isZero();
    }

    @Test
    void shouldDoAsMuchAsCanBeDone() {
        Split much = Split.of(50_000_000, List.of(generator(10_000_000, 0.3)));
        Split between = Split.of(1_000_000, List.of(generator(10_000_000, 0.3)));

        assertThat(much.meets(50_000_000)).isFalse();
        assertThat(much.values()).containsExactly(10_000_000L);
        assertThat(between.meets(1_000_000)).isFalse();
        assertThat(between.values().get(0)).isIn(0L, 3_000_000L);
    }

    @Test
    void shouldMeetWhatAnOracleSaysCanBeMetWithinAllBounds() {
        int met = 0;
        for (int seed = 0; seed < FLEETS; seed++) {
            RandomFleet fleet = new RandomFleet(seed);
            List<Member> members = fleet.members(1 + seed % 9, true);
            long target = fleet.target(Split.of(0, members));

            Split split = Split.of(target, members);

            assertThat(split.values().stream().mapToLong(Long::longValue).sum()).isEqualTo(split.sum());
            assertThat(split.meets(target))
                    .as("fleet %d, target %d: %s of %s", seed, target, split, members)
                    .isEqualTo(Oracle.canMeet(target, members, true));
            assertWithinBounds(members, split.values());
            if (Oracle.canMeet(target, members, false)) {
                assertThat(split.values()).as("fleet %d", seed).allMatch(value -> value >= 0);
            }
            met += split.meets(target) ? 1 : 0;
        }
        assertThat(met).isBetween(FLEETS / 4, FLEETS * 9 / 10);
    }

    @Test
    void shouldMeetTargetsOfLargeFleetsExactly() {
        for (int seed = 0; seed < 100; seed++) {
            List<Member> members = new RandomFleet(seed).members(2_000, true);
            Split all = Split.of(0, members);
            for (int part = 1; part < 10; part++) {
                long target = all.possibleMax() / 10 * part;

                Split split = Split.of(target, members);

                assertThat(split.sum()).isEqualTo(target);
                assertWithinBounds(members, split.values());
            }
        }
    }

    @Test
    void shouldGiveNobodyLessForMoreWhereNobodyHasMinimum() {
        for (int seed = 0; seed < FLEETS; seed++) {
            List<Member> members = new RandomFleet(seed).members(1 + seed % 20, false);
            Split possible = Split.of(0, members);
            long step = Math.max(1, (possible.possibleMax() - possible.possibleMin()) / 7);
            List<Long> before = Split.of(possible.possibleMin(), members).values();
            for (long target = possible.possibleMin(); target <= possible.possibleMax(); target += step) {
                List<Long> values = Split.of(target, members).values();
                for (int i = 0; i < values.size(); i++) {
                    assertThat(values.get(i)).as("fleet %d", seed).isGreaterThanOrEqualTo(before.get(i) - 1);
                }
                before = values;
            }
        }
    }

    private static void assertWithinBounds(List<Member> members, List<Long> values) {
        for (int i = 0; i < values.size(); i++) {
            Member member = members.get(i);
            long value = values.get(i);
            assertThat(value).as("%s", member).isBetween(-member.mostTaken(), member.most());
            assertThat(value <= 0 || value >= member.least())
                    .as("%d of %s", value, member)
                    .isTrue();
            assertThat(value).isLessThanOrEqualTo(Math.max(0, Math.min(member.available(), member.upper())));
            Charge charge = member.charge();
            if (charge != null) {
                assertThat(value <= 0 || charge.percent() >= charge.lowest()).isTrue();
                assertThat(value >= 0 || charge.percent() <= charge.highest()).isTrue();
            }
        }
    }

    private static Member generator(long upper, double minimumShare) {
        return new Member(new AssetId("G-" + upper), upper, 0, 0, upper, minimumShare, 0.1, null, 0);
    }

    private static Member storage(double percent) {
        return new Member(
                new AssetId("S"), 2_000_000, 2_000_000, -2_000_000, 2_000_000, 0, 1, new Charge(percent, 20, 80), 0);
    }

    /** Tries whoever gives and whoever does not, one set after the other. */
    private static final class Oracle {
        static boolean canMeet(long target, List<Member> members, boolean taking) {
            List<Member> giving = new ArrayList<>();
            long whole = 0;
            for (Member member : members) {
                if (member.most() > 0) {
                    giving.add(member);
                } else {
                    whole += member.mostTaken();
                }
            }
            for (int set = 0; set < 1 << giving.size(); set++) {
                long low = taking ? -whole : 0;
                long high = 0;
                for (int i = 0; i < giving.size(); i++) {
                    Member member = giving.get(i);
                    boolean gives = (set >> i & 1) == 1;
                    low += gives ? member.least() : taking ? -member.mostTaken() : 0;
                    high += gives ? member.most() : 0;
                }
                if (low <= target && target <= high) {
                    return true;
                }
            }
            return false;
        }
    }
}
