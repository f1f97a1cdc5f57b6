package dev.muster.ingest.deadline;

import static dev.muster.ingest.deadline.DeadlinesUnderTest.IN_FLIGHT_MAX;
import static dev.muster.ingest.deadline.DeadlinesUnderTest.NODE_TIME;
import static dev.muster.ingest.deadline.DeadlinesUnderTest.at;
import static dev.muster.ingest.deadline.DeadlinesUnderTest.sources;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.assetmodel.telemetry.RefusalReason;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Looks, twins and stored arrivals around the keepers. */
class DeadlinesTest {
    private final DeadlinesUnderTest test = new DeadlinesUnderTest();

    @Test
    void shouldTellATwinOnceTheBrokersTimeHasPassedItsDeadline() {
        // given
        Deadlines.Partition partition = test.counting(0);
        SourceId source = sources(0, 1).get(0);
        test.see(partition, source, 10);

        // when, then
        test.lookUntil(70);
        assertThat(test.told).isEmpty();
        test.lookUntil(71);
        assertThat(test.told).containsExactly(new Overdue(new AssetId(source.value()), source, at(71), at(10)));
        test.lookUntil(80);
        assertThat(test.told).hasSize(1);
        test.answers.get(0).complete(Optional.empty());
        test.lookUntil(300);
        assertThat(test.told).hasSize(1);
    }

    @Test
    void shouldTellOnlyAsManyAtOnceAsAllowed() {
        // given
        Deadlines.Partition partition = test.counting(0);
        List<SourceId> sources = sources(0, IN_FLIGHT_MAX + 1);
        sources.forEach(source -> test.see(partition, source, 10));

        // when, then
        test.lookUntil(100);
        assertThat(test.told).hasSize(IN_FLIGHT_MAX);
        test.answers.get(0).complete(Optional.empty());
        test.lookUntil(101);
        assertThat(test.told).extracting(Overdue::source).containsExactlyInAnyOrderElementsOf(sources);
    }

    @Test
    void shouldTellAgainWhenTheTwinDoesNotAnswer() {
        // given
        test.see(test.counting(0), sources(0, 1).get(0), 10);
        test.lookUntil(71);

        // when
        test.answers.get(0).completeExceptionally(new IllegalStateException("simulated"));

        // then
        test.lookUntil(72);
        assertThat(test.told).hasSize(2);
        assertThat(test.told.get(1).lastSeen()).isEqualTo(at(10));
    }

    @Test
    void shouldTellAgainWhenTheTwinCannotBeAsked() {
        // given
        test.twins = overdue -> {
            throw new IllegalStateException("simulated");
        };
        test.see(test.counting(0), sources(0, 1).get(0), 10);

        // when
        test.lookUntil(71 + IN_FLIGHT_MAX);

        // then
        assertThat(test.told).hasSize(1 + IN_FLIGHT_MAX);
        test.twins = test::answerLater;
        test.lookUntil(72 + IN_FLIGHT_MAX);
        assertThat(test.answers).as("nothing counts as in flight that is not").hasSize(1);
    }

    @Test
    void shouldTakeWhatTheTwinKnowsBetter() {
        test.see(test.counting(0), sources(0, 1).get(0), 10);
        test.lookUntil(71);

        test.answers.get(0).complete(Optional.of(at(50)));

        test.lookUntil(110);
        assertThat(test.told).hasSize(1);
        test.lookUntil(111);
        assertThat(test.told.get(1).lastSeen()).isEqualTo(at(50));
    }

    @Test
    void shouldTellTwinsOfEveryPartitionThoughThoseOfOneNeverAnswer() {
        // given
        Deadlines.Partition first = test.counting(0);
        Deadlines.Partition second = test.counting(1);
        // More than there is room for, so that the partition could always fill it.
        sources(0, 2 * IN_FLIGHT_MAX).forEach(source -> test.see(first, source, 10));
        SourceId other = sources(1, 1).get(0);
        test.see(second, other, 10);

        // when
        for (int time = 71; time < 75; time++) {
            test.lookUntil(time);
            test.answers.forEach(answer -> answer.completeExceptionally(new IllegalStateException("simulated")));
        }

        // then
        assertThat(test.told).extracting(Overdue::source).contains(other);
    }

    @Test
    void shouldFreezeOnlyThePartitionThatDoesNotAnswer() {
        // given
        test.counting(0);
        test.counting(1);

        // when
        test.ends.remove(1);
        test.lookUntil(3);

        // then
        assertThat(test.deadlines.report())
                .extracting(PartitionReport::frozenSince)
                .containsExactly(null, at(2));
    }

    @Test
    void shouldFreezeAllWhenTheBrokerDoesNotAnswer() {
        test.counting(0);
        test.counting(1);

        test.deadlines.lookFailed();

        assertThat(test.deadlines.report())
                .extracting(PartitionReport::frozenSince)
                .containsExactly(at(2), at(2));
    }

    @Test
    void shouldAskForStoredArrivalsUntilTheyAreRead() {
        // given
        SourceId source = sources(0, 1).get(0);
        CompletableFuture<Map<SourceId, Seed>> slow = new CompletableFuture<>();
        test.fleet.seeds = () -> slow;
        test.takeUp(0);
        test.lookUntil(0);
        test.lookUntil(1);
        assertThat(test.fleet.seedsAsked).as("one question at a time").containsExactly(0);

        // when
        test.fleet.seeds = () -> CompletableFuture.completedFuture(Map.of(source, new Seed(at(-5), false)));
        slow.completeExceptionally(new IllegalStateException("simulated"));
        assertThat(test.fleet.seedsAsked).hasSize(1);
        test.lookUntil(2);
        assertThat(test.deadlines.report().get(0).frozenSince()).isNotNull();

        // then
        test.lookUntil(4);
        assertThat(test.fleet.seedsAsked).containsExactly(0, 0);
        assertThat(test.deadlines.report().get(0).frozenSince()).isNull();
        assertThat(test.deadlines.report(source).orElseThrow().lastSeen()).isEqualTo(at(-5));
    }

    @Test
    void shouldAskAgainForStoredArrivalsThatCouldNotBeAskedFor() {
        // given
        test.takeUp(0);
        test.takeUp(1);
        test.fleet.seeds = () -> {
            throw new IllegalStateException("simulated");
        };

        // when
        test.lookUntil(0);
        test.fleet.seeds = () -> CompletableFuture.completedFuture(Map.of());
        test.lookUntil(2);

        // then
        assertThat(test.fleet.seedsAsked).containsExactlyInAnyOrder(0, 1, 0, 1);
        assertThat(test.deadlines.report())
                .extracting(PartitionReport::frozenSince)
                .containsOnlyNulls();
    }

    @Test
    void shouldForgetAPartitionThatWasReleased() {
        Deadlines.Partition partition = test.counting(0);
        test.see(partition, sources(0, 1).get(0), 10);

        test.deadlines.release(partition);

        test.lookUntil(100);
        assertThat(test.told).isEmpty();
        assertThat(test.deadlines.report()).isEmpty();
        assertThat(test.deadlines.report(sources(0, 1).get(0))).isEmpty();
    }

    @Test
    void shouldKeepAPartitionThatWasTakenUpAgainBeforeItWasReleased() {
        // given
        Deadlines.Partition before = test.counting(0);
        SourceId source = sources(0, 1).get(0);
        test.see(before, source, 10);
        test.lookUntil(71);
        assertThat(test.told).hasSize(1);

        // when
        Deadlines.Partition again = test.takeUp(0);
        test.deadlines.release(before);
        test.answers.get(0).complete(Optional.empty());

        // then
        assertThat(test.deadlines.report()).hasSize(1);
        assertThat(test.deadlines.report(source).orElseThrow().lastSeen())
                .as("it knows nothing of before")
                .isNull();
        test.see(again, source, 72);
        test.lookUntil(200);
        assertThat(test.told).hasSize(2);
        assertThat(test.told.get(1).lastSeen()).isEqualTo(at(72));
    }

    @Test
    void shouldWaitForTwinsThatHaveNotGotTheirLastRecord() {
        // given
        SourceId source = sources(0, 1).get(0);
        test.see(test.counting(0), source, 10);
        test.oldestUnanswered = at(10);
        test.lookUntil(100);
        assertThat(test.told).isEmpty();
        assertThat(test.deadlines.report().get(0).watermark()).isEqualTo(at(10));
        assertThat(test.deadlines.report(source).orElseThrow().partition().watermark())
                .isEqualTo(at(10));

        // when
        test.oldestUnanswered = null;

        // then
        test.lookUntil(101);
        assertThat(test.told).hasSize(1);
    }

    @Test
    void shouldReportASourceOfAPartitionThatItReads() {
        // given
        SourceId here = sources(0, 1).get(0);
        SourceId elsewhere = sources(1, 1).get(0);
        Deadlines.Partition partition = test.takeUp(0);
        assertThat(test.deadlines.report(here)).as("before the first look").isEmpty();
        SourceReport.Refusal refusal = new SourceReport.Refusal(7, at(3), RefusalReason.MALFORMED, "Expected JSON");

        // when
        test.lookUntil(0);
        partition.refused(here, refusal);

        // then
        assertThat(test.deadlines.report(elsewhere)).isEmpty();
        SourceReport report = test.deadlines.report(here).orElseThrow();
        assertThat(report.refusals()).containsExactly(refusal);
        assertThat(report.partition().frozenSince())
                .as("by the node's clock, until Kafka was seen")
                .isEqualTo(NODE_TIME);
    }
}
