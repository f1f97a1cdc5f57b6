package dev.muster.twinservice.setpoint.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.assetmodel.identity.AssetId;
import dev.muster.twinservice.setpoint.split.Member;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class GoalsTest {
    private static final long TOLERANCE = 10;

    private final List<Member> three = List.of(member(0, 1_000), member(0, 1_000), member(0, 1_000));

    @Test
    void shouldBeginWithFairShares() {
        assertThat(of(1_500, three, true, 0L, 0L, 1_000L)).containsExactly(500L, 500L, 500L);
        assertThat(of(1_500, three, false, null, null, null)).containsExactly(500L, 500L, 500L);
    }

    @Test
    void shouldLeaveEverybodyAloneAsLongAsTheSumIsRight() {
        assertThat(of(1_500, three, false, 100L, 405L, 1_000L)).containsExactly(100L, 405L, 1_000L);
    }

    @Test
    void shouldMoveWhoIsFarthestFromItsFairShareAndNobodyElse() {
        assertThat(of(1_600, three, false, 100L, 400L, 1_000L)).containsExactly(200L, 400L, 1_000L);
        assertThat(of(1_400, three, false, 100L, 400L, 1_000L)).containsExactly(100L, 400L, 900L);
    }

    @Test
    void shouldDoAsMuchAsPossible() {
        Goals goals = Goals.of(4_000, three, Arrays.asList(1L, 2L, 3L), false, TOLERANCE);

        assertThat(goals.values()).containsExactly(1_000L, 1_000L, 1_000L);
        assertThat(goals.shortBy()).isEqualTo(1_000);
        assertThat(Goals.of(-50, three, Arrays.asList(1L, 2L, 3L), false, TOLERANCE)
                        .shortBy())
                .isEqualTo(-50);
    }

    @Test
    void shouldNotLetOneTakeWhatAnotherGives() {
        List<Member> members = List.of(member(0, 1_000), member(-1_000, 1_000));

        assertThat(of(500, members, false, 600L, -100L)).allMatch(goal -> goal >= 0);
    }

    private static List<Long> of(long target, List<Member> members, boolean anew, Long... before) {
        return Goals.of(target, members, Arrays.asList(before), anew, TOLERANCE).values();
    }

    private static Member member(long lower, long upper) {
        return new Member(new AssetId("M"), upper, -lower, lower, upper, 0, 1, null, 0);
    }
}
