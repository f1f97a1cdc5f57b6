package dev.muster.ingest.deadline;

import static dev.muster.ingest.deadline.KeeperUnderTest.OFFLINE_AFTER;
import static dev.muster.ingest.deadline.KeeperUnderTest.WT_07;
import static dev.muster.ingest.deadline.KeeperUnderTest.at;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How deadlines follow what the model says of a source, and when it is expected at all. */
class DeadlineKeeperTermsTest {
    /** A whole deadline, and more, after it counts from 0. */
    private static final long LATER = 10 * OFFLINE_AFTER;

    private final KeeperUnderTest test = new KeeperUnderTest().counting(0);

    @Test
    void shouldFollowTermsThatBecomeShorter() {
        // given
        test.read(WT_07, 1_000);
        assertThat(test.overdueAt(11_000)).isEmpty();

        // when
        test.fleet.expect(WT_07, Duration.ofSeconds(10));

        // then
        assertThat(test.overdue()).as("at its end").isEmpty();
        assertThat(test.overdueAt(11_001)).hasSize(1);
    }

    @Test
    void shouldFollowTermsThatBecomeLonger() {
        // given
        test.read(WT_07, 1_000);

        // when
        test.fleet.expect(WT_07, Duration.ofMillis(2 * OFFLINE_AFTER));

        // then
        assertThat(test.overdueAt(1_000 + 2 * OFFLINE_AFTER)).isEmpty();
        assertThat(test.overdueAt(1_001 + 2 * OFFLINE_AFTER)).hasSize(1);
    }

    @Test
    void shouldNotTellOfARetiredSourceUntilItIsExpectedAgain() {
        // given
        test.read(WT_07, 1_000);
        test.fleet.terms.remove(WT_07);
        test.fleet.revision++;
        assertThat(test.overdueAt(LATER)).isEmpty();

        // when
        test.fleet.expect(WT_07, Duration.ofMillis(OFFLINE_AFTER));

        // then
        assertThat(test.overdue()).extracting(Overdue::source).containsExactly(WT_07);
    }

    @Test
    void shouldCountFromDawnWhereNobodyExpectsASourceAtNight() {
        // given
        test.read(WT_07, 1_000);
        test.fleet.terms.remove(WT_07);
        assertThat(test.overdueAt(LATER)).as("at night").isEmpty();

        // when
        test.fleet.schedule(WT_07, Duration.ofMillis(2 * OFFLINE_AFTER), at(LATER));

        // then
        assertThat(test.overdueAt(LATER + 2 * OFFLINE_AFTER)).isEmpty();
        assertThat(test.overdueAt(LATER + 2 * OFFLINE_AFTER + 1)).hasSize(1);
    }

    @Test
    void shouldCountFromTheLastArrivalAfterDawn() {
        test.fleet.schedule(WT_07, Duration.ofMillis(OFFLINE_AFTER), at(1_000));
        test.read(WT_07, 2_000);

        assertThat(test.overdueAt(2_000 + OFFLINE_AFTER)).isEmpty();
        assertThat(test.overdueAt(2_001 + OFFLINE_AFTER)).hasSize(1);
    }

    @Test
    void shouldNotLoseADeadlineWhenTheDayEndsWhileItIsLookedAt() {
        // given
        test.read(WT_07, 1_000);
        test.lookUntil(LATER);
        test.fleet.answersLeft = 1;
        List<Overdue> atDusk = test.overdue();

        // when
        test.fleet.answersLeft = Integer.MAX_VALUE;
        atDusk.forEach(test.keeper::undecided);

        // then
        assertThat(test.overdueAt(2 * LATER)).extracting(Overdue::source).containsExactly(WT_07);
    }

    @Test
    void shouldKeepOneEntryOfASourceWhoseTermsGoBackAndForth() {
        // given
        test.read(WT_07, 1_000);
        for (int i = 0; i < 3; i++) {
            test.fleet.expect(WT_07, Duration.ofMillis(OFFLINE_AFTER / 2));
            test.overdue();
            test.fleet.expect(WT_07, Duration.ofMillis(OFFLINE_AFTER));
            test.overdue();
        }

        // when, then
        assertThat(test.overdueAt(1_000 + OFFLINE_AFTER)).isEmpty();
        assertThat(test.overdueAt(1_001 + OFFLINE_AFTER)).hasSize(1);
        assertThat(test.overdueAt(LATER)).isEmpty();
    }
}
