package dev.muster.twinservice.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Over journals in which Akka's rule says where a write goes: as a whole to the partition of its last event. */
class JournalEndsTest {
    private static final long PARTITION = 500_000;

    private final Map<Long, Long> lastByPartition = new TreeMap<>();
    private long last;
    private int reads;

    @Test
    void shouldAskOnceForAnEntityThatNeverWrote() {
        assertThat(end(0)).isZero();
        assertThat(reads).isOne();
    }

    @Test
    void shouldAskOnceWhileThePartitionHasRoomForTheGreatestWrite() {
        write(PARTITION - JournalEnds.WRITE_MAX);

        assertThat(end(0)).isEqualTo(last);
        assertThat(reads).isOne();
    }

    @Test
    void shouldLookOnWhereTheNextWriteMayHaveGone() {
        write(PARTITION - JournalEnds.WRITE_MAX + 1);
        write(JournalEnds.WRITE_MAX);

        assertThat(lastByPartition).containsOnlyKeys(0L, 1L);
        assertThat(end(0)).isEqualTo(PARTITION + 1);
    }

    @Test
    void shouldBeginWhereTheSnapshotIs() {
        write(PARTITION * 3 + 7);

        assertThat(end(PARTITION * 3 + 5)).isEqualTo(last);
        assertThat(reads).isOne();
    }

    /** Then the journal has lost what the snapshot rests on: its numbers must not be given once more. */
    @Test
    void shouldNotEndBeforeTheSnapshot() {
        write(3);

        assertThat(end(5)).isEqualTo(5);
    }

    /** The second write begins with the first number of a partition and goes to the one after. */
    @Test
    void shouldFindWhatSkippedAPartition() {
        write(4, 4);
        write(4, 5);

        assertThat(lastByPartition).containsOnlyKeys(0L, 2L);
        assertThat(end(4, 0)).isEqualTo(9);
    }

    @ParameterizedTest
    @CsvSource({"500000, 65535", "500000, 1000", "70000, 65535", "40, 40", "5, 5", "1, 1"})
    void shouldFindTheEndAfterEachWrite(long partitionEvents, int writeMax) {
        Random random = new Random(partitionEvents + writeMax);
        for (int i = 0; i < 500; i++) {
            long before = last;
            write(partitionEvents, 1 + random.nextInt(writeMax));

            assertThat(end(partitionEvents, before)).isEqualTo(last);
            assertThat(end(partitionEvents, 0)).as("from its beginning").isEqualTo(last);
        }
    }

    @RepeatedTest(20)
    void shouldAskOnceMostly(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        int events = 1 + random.nextInt(400_000);
        write(events);

        assertThat(end(random.nextInt(events))).isEqualTo(last);
        assertThat(reads).isOne();
    }

    private void write(long events) {
        while (events > 0) {
            long some = Math.min(events, JournalEnds.WRITE_MAX);
            write(PARTITION, some);
            events -= some;
        }
    }

    private void write(long partitionEvents, long events) {
        last += events;
        lastByPartition.put((last - 1) / partitionEvents, last);
    }

    private long end(long known) {
        return end(PARTITION, known);
    }

    private long end(long partitionEvents, long known) {
        return JournalEnds.last(known, partitionEvents, this::lastIn)
                .toCompletableFuture()
                .join();
    }

    private CompletionStage<OptionalLong> lastIn(long partition) {
        reads++;
        Long found = lastByPartition.get(partition);
        return CompletableFuture.completedFuture(found == null ? OptionalLong.empty() : OptionalLong.of(found));
    }
}
