package dev.muster.ingest.deadline;

import static dev.muster.ingest.deadline.KeeperUnderTest.FIRST_OFFSET;
import static dev.muster.ingest.deadline.KeeperUnderTest.GAP_AFTER;
import static dev.muster.ingest.deadline.KeeperUnderTest.OFFLINE_AFTER;
import static dev.muster.ingest.deadline.KeeperUnderTest.WT_07;
import static dev.muster.ingest.deadline.KeeperUnderTest.WT_08;
import static dev.muster.ingest.deadline.KeeperUnderTest.at;
import static dev.muster.ingest.deadline.KeeperUnderTest.overdue;
import static dev.muster.ingest.deadline.KeeperUnderTest.seeds;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** How the watermark moves, and when deadlines count at all. */
class DeadlineKeeperFreezeTest {
    private final KeeperUnderTest test = new KeeperUnderTest();

    @Test
    void shouldBeginFrozenWithoutWatermark() {
        assertThat(test.report()).isEqualTo(new PartitionReport(3, null, FIRST_OFFSET, -1, at(-777)));
        assertThat(test.report().lag()).isZero();
    }

    @Test
    void shouldMoveTheWatermarkOfAnIdlePartitionAtItsEnd() {
        test.look(10, FIRST_OFFSET);
        assertThat(test.report().watermark()).isEqualTo(at(10));

        test.look(20, FIRST_OFFSET);
        assertThat(test.report().watermark()).isEqualTo(at(20));
    }

    @Test
    void shouldNotMoveTheWatermarkPastWhatWasNotRead() {
        // given
        test.look(10, FIRST_OFFSET);

        // when
        test.look(20, FIRST_OFFSET + 2);

        // then
        assertThat(test.report().watermark()).isEqualTo(at(10));
        assertThat(test.report().lag()).isEqualTo(2);
        test.read(WT_07, 12);
        assertThat(test.report().watermark()).isEqualTo(at(12));
        test.look(30, FIRST_OFFSET + 3);
        test.read(WT_07, 13);
        assertThat(test.report().watermark())
                .as("the time of the look that had this end")
                .isEqualTo(at(20));
    }

    @Test
    void shouldNeverMoveTheWatermarkBack() {
        test.look(20, FIRST_OFFSET);
        test.read(WT_07, 15);
        assertThat(test.report().watermark()).isEqualTo(at(20));

        test.look(10, FIRST_OFFSET + 1);
        assertThat(test.report().watermark()).isEqualTo(at(20));
    }

    @Test
    void shouldCatchUpWithAPartitionThatNeverStandsStill() {
        // given: each look finds one more than what was read
        test.seed(WT_08, -1, false);
        test.look(0, FIRST_OFFSET + 1);
        test.look(999, FIRST_OFFSET + 2);

        // when
        for (long second = 1; second <= 62; second++) {
            test.read(WT_07, second * 1_000 - 500);
            test.look(second * 1_000, test.next() + 2);
        }

        // then
        assertThat(test.report().frozenSince()).isNull();
        assertThat(test.overdue()).extracting(Overdue::source).containsExactly(WT_08);
    }

    @Test
    void shouldFindOverdueInAPartitionWithoutTraffic() {
        // given
        test.seed(WT_07, -5, false);
        test.look(0, FIRST_OFFSET);
        test.look(1, FIRST_OFFSET);

        // when, then
        assertThat(test.overdueAt(1 + OFFLINE_AFTER)).isEmpty();
        assertThat(test.overdueAt(2 + OFFLINE_AFTER)).containsExactly(overdue(WT_07, 2 + OFFLINE_AFTER, -5));
    }

    @Test
    void shouldStayFrozenUntilStoredArrivalsAreKnown() {
        // given
        test.look(0, FIRST_OFFSET);
        test.look(1, FIRST_OFFSET);
        assertThat(test.report().frozenSince()).isNotNull();

        // when
        test.seed(Map.of());

        // then
        assertThat(test.report().frozenSince()).isNotNull();
        test.look(2, FIRST_OFFSET);
        assertThat(test.report().frozenSince()).isNull();
    }

    @Test
    void shouldStayFrozenUntilReadToTheEnd() {
        // given
        test.seed(Map.of());
        test.look(0, FIRST_OFFSET + 2);
        test.read(WT_07, -10);
        test.look(1, FIRST_OFFSET + 3);
        test.read(WT_07, -9);
        assertThat(test.report().frozenSince())
                .as("the first look may have begun before")
                .isNotNull();

        // when
        test.look(2, FIRST_OFFSET + 3);
        test.look(3, FIRST_OFFSET + 4);
        assertThat(test.report().frozenSince()).isNotNull();
        test.read(WT_07, -8);

        // then
        assertThat(test.report().frozenSince()).isNull();
    }

    @Test
    void shouldWaitAWholeDeadlineFromTheEndThatItWasReadTo() {
        // given: silent long since, and the end of the look at 2 is read much later
        test.seed(seeds(-10 * OFFLINE_AFTER, WT_07));
        test.look(1, FIRST_OFFSET);
        test.look(2, FIRST_OFFSET + 1);
        test.look(1_000, FIRST_OFFSET + 1);
        assertThat(test.overdue()).isEmpty();
        test.read(WT_08, 0);

        // when, then
        assertThat(test.report().watermark()).isEqualTo(at(2));
        assertThat(test.overdueAt(2 + OFFLINE_AFTER)).isEmpty();
        assertThat(test.overdueAt(3 + OFFLINE_AFTER))
                .extracting(Overdue::source)
                .containsExactlyInAnyOrder(WT_07, WT_08);
    }

    @Test
    void shouldTakeLooksThatAreNoFurtherApartThanAllowed() {
        test.counting(0);

        test.look(GAP_AFTER, FIRST_OFFSET);

        assertThat(test.report().frozenSince()).isNull();
    }

    @Test
    void shouldFreezeWhenLooksAreFurtherApart() {
        // given
        test.counting(0);
        test.read(WT_07, 1);
        test.lookUntil(OFFLINE_AFTER);

        // when
        test.look(OFFLINE_AFTER + GAP_AFTER + 1, test.next());

        // then
        assertThat(test.report().frozenSince()).isEqualTo(at(OFFLINE_AFTER));
        assertThat(test.overdue()).isEmpty();
        test.look(OFFLINE_AFTER + GAP_AFTER + 2, test.next());
        assertThat(test.report().frozenSince()).isNull();
        assertThat(test.overdueAt(2 * OFFLINE_AFTER + GAP_AFTER + 2)).isEmpty();
        assertThat(test.overdueAt(2 * OFFLINE_AFTER + GAP_AFTER + 3)).hasSize(1);
    }

    @Test
    void shouldFreezeWhenALookFails() {
        // given
        test.counting(0);
        test.read(WT_07, 1);
        test.lookUntil(OFFLINE_AFTER);

        // when
        test.keeper.lookFailed();

        // then
        assertThat(test.report().frozenSince()).isEqualTo(at(OFFLINE_AFTER));
        test.look(OFFLINE_AFTER + 2, test.next());
        assertThat(test.overdue())
                .as("its time may be of before the partition was back")
                .isEmpty();
        test.look(OFFLINE_AFTER + 3, test.next());
        assertThat(test.report().frozenSince()).isNull();
        assertThat(test.overdueAt(2 * OFFLINE_AFTER + 3)).isEmpty();
        assertThat(test.overdueAt(2 * OFFLINE_AFTER + 4)).hasSize(1);
    }

    @Test
    void shouldSayTheBeginOfAFreezeThatLasts() {
        test.counting(0);

        test.keeper.lookFailed();
        test.keeper.lookFailed();
        test.look(100_000, FIRST_OFFSET);
        test.keeper.lookFailed();

        assertThat(test.report().frozenSince()).isEqualTo(at(0));
    }

    @Test
    void shouldNotThawAtAnEndThatWasAskedForBeforeTheGap() {
        // given
        test.counting(0);
        test.look(10, FIRST_OFFSET + 1);
        test.keeper.lookFailed();

        // when
        test.read(WT_07, 5);

        // then
        assertThat(test.report().watermark()).isEqualTo(at(5));
        assertThat(test.report().frozenSince()).isNotNull();
    }

    @Test
    void shouldNotJudgeByRecordsThatAreNewerThanTheLook() {
        // given: the answer to the look at 10 comes after an outage, and after what others sent when that was over
        test.counting(0);
        test.read(WT_07, 5);
        test.read(WT_08, 2 * OFFLINE_AFTER);

        // when
        test.look(10, test.next());

        // then
        assertThat(test.report().watermark()).isEqualTo(at(2 * OFFLINE_AFTER));
        assertThat(test.overdue()).isEmpty();
        test.look(2 * OFFLINE_AFTER + 1, test.next());
        assertThat(test.report().frozenSince()).isEqualTo(at(10));
        assertThat(test.overdue()).isEmpty();
    }

    @Test
    void shouldCountFromTheLastArrivalAfterTheThaw() {
        test.counting(0);
        test.read(WT_07, 1_000);

        assertThat(test.overdueAt(1_000 + OFFLINE_AFTER)).isEmpty();
        assertThat(test.overdueAt(1_001 + OFFLINE_AFTER)).hasSize(1);
    }
}
