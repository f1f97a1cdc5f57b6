package dev.muster.ingest.deadline;

import static dev.muster.ingest.deadline.DeadlinesUnderTest.at;
import static dev.muster.ingest.deadline.DeadlinesUnderTest.sources;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.SourceId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A device takes the place of another, in another partition, at 20. */
class NewSourcesTest {
    private static final SourceId OLD = sources(0, 1).get(0);
    private static final SourceId NEW = sources(1, 1).get(0);

    private final DeadlinesUnderTest test = new DeadlinesUnderTest();

    @Test
    void shouldNoticeThatANewDeviceNeverSaysAWordAndNotWaitForTheOldOne() {
        // given
        Deadlines.Partition old = test.counting(0);
        test.counting(1);
        test.see(old, OLD, 18);
        test.lookUntil(20);
        replace(20, at(20));

        // when, then
        test.lookUntil(80);
        assertThat(test.told).isEmpty();
        test.lookUntil(81);
        assertThat(test.told).containsExactly(new Overdue(new AssetId(NEW.value()), NEW, at(81), at(20)));
        test.answers.get(0).complete(Optional.empty());
        test.lookUntil(400);
        assertThat(test.told).as("the old one is nobody any more").hasSize(1);
    }

    @Test
    void shouldNotCallANewDeviceOfflineThatIsHeard() {
        // given
        test.see(test.counting(0), OLD, 18);
        Deadlines.Partition partition = test.counting(1);
        replace(20, at(20));
        test.lookUntil(40);

        // when
        test.see(partition, NEW, 40);

        // then
        test.lookUntil(100);
        assertThat(test.told).isEmpty();
        test.lookUntil(101);
        assertThat(test.told).extracting(Overdue::lastSeen).containsExactly(at(40));
    }

    @Test
    void shouldWaitFromWhenTheDeviceIsThereWhereThatWasKnownBefore() {
        // given
        test.counting(1);
        replace(5, at(100));

        // when, then
        test.lookUntil(160);
        assertThat(test.told).isEmpty();
        test.lookUntil(165);
        assertThat(test.told).extracting(Overdue::source).containsExactly(NEW);
    }

    @Test
    void shouldNotTakeTheWritersClockForTheBrokers() {
        // given
        test.counting(1);
        test.lookUntil(20);
        replace(90, Instant.MIN);

        // when, then
        test.lookUntil(81);
        assertThat(test.told).isEmpty();
        test.lookUntil(82);
        assertThat(test.told).extracting(Overdue::lastSeen).containsExactly(at(21));
    }

    @Test
    void shouldLeaveItToTheSeedsWhatWasKnownBeforeThePartitionWasTakenUp() {
        replace(1, at(1));
        test.counting(1);

        test.lookUntil(300);

        assertThat(test.told).isEmpty();
    }

    private void replace(int recordedAt, Instant installedAt) {
        test.fleet.terms.remove(OLD);
        test.fleet.schedule(NEW, Duration.ofSeconds(60), installedAt);
        test.fleet.revision++;
        test.fleet.newSources.addAll(List.of(
                new Sighting(new AssetId(OLD.value()), OLD, at(recordedAt), -1),
                new Sighting(new AssetId(NEW.value()), NEW, at(recordedAt), -1)));
    }
}
