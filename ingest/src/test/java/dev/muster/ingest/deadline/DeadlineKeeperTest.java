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

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Who is overdue when, while deadlines count. */
class DeadlineKeeperTest {
    /** A whole deadline, and more, after it counts from 0. */
    private static final long LATER = 10 * OFFLINE_AFTER;

    private final KeeperUnderTest test = new KeeperUnderTest().counting(0);

    @Test
    void shouldFindASourceOverdueWhenTheWatermarkHasPassedItsDeadline() {
        // given
        test.read(WT_07, 1_000);

        // when, then
        assertThat(test.overdueAt(1_000 + OFFLINE_AFTER)).isEmpty();
        assertThat(test.overdueAt(1_000 + OFFLINE_AFTER + 1))
                .containsExactly(overdue(WT_07, 1_000 + OFFLINE_AFTER + 1, 1_000));
    }

    @Test
    void shouldCountFromTheGreatestArrival() {
        test.read(WT_07, 2_000);
        test.read(WT_07, 1_000);

        assertThat(test.overdueAt(1_000 + OFFLINE_AFTER + 1)).isEmpty();
        assertThat(test.overdueAt(2_000 + OFFLINE_AFTER + 1))
                .extracting(Overdue::lastSeen)
                .containsExactly(at(2_000));
    }

    @Test
    void shouldNeverTellOfASourceThatWasNeverReceived() {
        assertThat(test.overdueAt(LATER)).isEmpty();
    }

    @Test
    void shouldTellOncePerSilence() {
        // given
        test.read(WT_07, 1_000);
        Overdue told = test.overdueAt(LATER).get(0);

        // when, then
        assertThat(test.overdueAt(LATER + 1)).as("while the twin decides").isEmpty();
        test.decided(told);
        assertThat(test.overdueAt(2 * LATER)).as("when it has decided").isEmpty();
    }

    @Test
    void shouldCountAgainWhenTheSourceIsSeenAgain() {
        // given
        test.read(WT_07, 1_000);
        test.decided(test.overdueAt(LATER).get(0));

        // when
        test.read(WT_07, LATER + 1);

        // then
        assertThat(test.overdueAt(LATER + 1 + OFFLINE_AFTER)).isEmpty();
        assertThat(test.overdueAt(LATER + 2 + OFFLINE_AFTER)).hasSize(1);
    }

    @Test
    void shouldCountAgainWhenTheSourceIsSeenBeforeItsTwinHasDecided() {
        // given
        test.read(WT_07, 1_000);
        Overdue told = test.overdueAt(LATER).get(0);
        test.read(WT_07, LATER + 1);

        // when
        test.decided(told);

        // then
        assertThat(test.overdueAt(LATER + 2 + OFFLINE_AFTER))
                .extracting(Overdue::lastSeen)
                .containsExactly(at(LATER + 1));
    }

    @Test
    void shouldCountFromWhatTheTwinKnowsBetter() {
        // given
        test.read(WT_07, 1_000);
        Overdue told = test.overdueAt(LATER).get(0);

        // when
        test.keeper.decided(told, Optional.of(at(LATER - 10)));

        // then
        assertThat(test.overdueAt(LATER - 10 + OFFLINE_AFTER)).isEmpty();
        assertThat(test.overdueAt(LATER - 9 + OFFLINE_AFTER))
                .extracting(Overdue::lastSeen)
                .containsExactly(at(LATER - 10));
    }

    @Test
    void shouldTellAgainWhenTheTwinDidNotAnswer() {
        // given
        test.read(WT_07, 1_000);
        Overdue told = test.overdueAt(LATER).get(0);

        // when
        test.keeper.undecided(told);

        // then
        assertThat(test.overdueAt(LATER + 1)).containsExactly(overdue(WT_07, LATER + 1, 1_000));
    }

    @Test
    void shouldLetOthersComeBeforeATwinThatDidNotAnswer() {
        // given
        test.read(WT_07, 1_000);
        test.read(WT_08, 2_000);
        test.lookUntil(LATER);
        Overdue first = test.overdue(1, null).get(0);
        test.keeper.undecided(first);

        // when
        test.lookUntil(LATER + 1);

        // then
        assertThat(first.source()).isEqualTo(WT_07);
        assertThat(test.overdue(1, null)).extracting(Overdue::source).containsExactly(WT_08);
        assertThat(test.overdue(1, null)).extracting(Overdue::source).containsExactly(WT_07);
    }

    @Test
    void shouldTellOfAsManyAsAskedForAndOfTheRestNextTime() {
        // given
        test.read(WT_08, 1_000);
        test.read(WT_07, 2_000);
        test.lookUntil(LATER);

        // when, then
        assertThat(test.overdue(0, null)).isEmpty();
        assertThat(test.overdue(1, null)).extracting(Overdue::source).containsExactly(WT_08);
        assertThat(test.overdue(2, null)).extracting(Overdue::source).containsExactly(WT_07);
    }

    @Test
    void shouldNotTellATwinWhoseLastRecordHasNotReachedIt() {
        // given
        test.read(WT_07, 1_000);
        test.lookUntil(LATER);

        // when, then
        assertThat(test.overdue(1, at(1_000))).isEmpty();
        test.lookUntil(LATER + 1);
        assertThat(test.overdue(1, at(1_001))).extracting(Overdue::source).containsExactly(WT_07);
    }

    @Test
    void shouldCountStoredArrivals() {
        // given
        KeeperUnderTest seeded = new KeeperUnderTest();
        seeded.seed(seeds(-OFFLINE_AFTER, WT_07, WT_08));
        seeded.read(WT_08, 500);

        // when
        seeded.look(999, seeded.next());
        seeded.look(1_000, seeded.next());

        // then
        assertThat(seeded.report(WT_07).lastSeen()).isEqualTo(at(-OFFLINE_AFTER));
        assertThat(seeded.report(WT_08).lastSeen()).isEqualTo(at(500));
        assertThat(seeded.overdueAt(1_001 + OFFLINE_AFTER))
                .containsExactlyInAnyOrder(
                        overdue(WT_07, 1_001 + OFFLINE_AFTER, -OFFLINE_AFTER),
                        overdue(WT_08, 1_001 + OFFLINE_AFTER, 500));
    }

    @Test
    void shouldLetAStoredArrivalNotOutdoALaterRecord() {
        KeeperUnderTest seeded = new KeeperUnderTest();
        seeded.read(WT_07, 500);
        seeded.seed(WT_07, 400, true);
        seeded.lookUntil(1);
        seeded.lookUntil(2);

        assertThat(seeded.report(WT_07).lastSeen()).isEqualTo(at(500));
        assertThat(seeded.overdueAt(LATER)).hasSize(1);
    }

    @Test
    void shouldNotWakeATwinThatIsKnownToBeOfflineUntilItsSourceComesAndGoes() {
        // given
        KeeperUnderTest seeded = new KeeperUnderTest();
        seeded.seed(WT_07, -1, true);
        seeded.lookUntil(0);
        assertThat(seeded.overdueAt(LATER)).isEmpty();

        // when
        seeded.read(WT_07, LATER);

        // then
        assertThat(seeded.overdueAt(LATER + OFFLINE_AFTER + 1)).hasSize(1);
    }

    @Test
    void shouldReportWhatIsKnownOfASource() {
        assertThat(test.report(WT_07)).isEqualTo(new SourceReport(WT_07, test.report(), null, null, null, List.of()));

        test.read(WT_07, 1_000);

        assertThat(test.report(WT_07))
                .isEqualTo(new SourceReport(
                        WT_07, test.report(), at(1_000), FIRST_OFFSET, at(1_000 + OFFLINE_AFTER), List.of()));
        assertThat(test.report(WT_07).partition().lag()).isZero();
    }

    @Test
    void shouldReportNoDeadlineWhereNoneCounts() {
        // given
        test.read(WT_07, 1_000);
        test.read(WT_08, 1_000);

        // when
        test.fleet.terms.remove(WT_08);

        // then
        assertThat(test.report(WT_08).overdueAt()).as("nobody expects it").isNull();
        assertThat(test.report(WT_07).overdueAt()).isNotNull();
        test.look(GAP_AFTER + 1, test.next());
        assertThat(test.report(WT_07).overdueAt()).as("frozen").isNull();
    }

    @Test
    void shouldReportTheWatermarkThatTheTwinsHaveReached() {
        test.read(WT_07, 1_000);

        assertThat(test.keeper.report(at(999)).watermark()).isEqualTo(at(999));
        assertThat(test.keeper.report(at(1_001)).watermark()).isEqualTo(at(1_000));
        assertThat(new KeeperUnderTest().keeper.report(at(0)).watermark()).isNull();
    }
}
