package dev.muster.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.assetmodel.telemetry.RefusalReason;
import java.time.Instant;
import java.util.Map;
import java.util.function.IntSupplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class IngestAccountingTest {
    private final IntSupplier inFlight = () -> 2;
    private final IngestAccounting accounting = new IngestAccounting();

    @Test
    void shouldCloseOverEveryOutcome() {
        // given
        accounting.resumed(3, 100, inFlight);
        BatchOutcome batch = new BatchOutcome(3, new long[] {100, 101, 102, 103, 104});
        batch.taken(0, Outcome.ACCEPTED);
        batch.taken(1, Outcome.DUPLICATE);
        batch.taken(2, Outcome.LATE);
        batch.refused(3, Outcome.QUARANTINED, RefusalReason.MALFORMED);
        batch.refused(4, Outcome.REJECTED, RefusalReason.OUT_OF_RANGE);

        // when
        accounting.settled(batch);
        accounting.endOffset(3, 110);
        accounting.committed(3, Instant.EPOCH);

        // then
        PartitionFigures figures = only();
        assertThat(figures.offsets()).isEqualTo(new PartitionFigures.Offsets(100, 105, 110, 0, 0));
        assertThat(figures.received()).isEqualTo(5);
        assertThat(figures.counts())
                .isEqualTo(new PartitionFigures.Counts(
                        1, 1, 1, 1, 1, Map.of(RefusalReason.MALFORMED, 1L, RefusalReason.OUT_OF_RANGE, 1L)));
        assertThat(figures.activity()).isEqualTo(new PartitionFigures.Activity(true, 0, 2, Instant.EPOCH, null));
        assertThat(figures.lag()).hasValue(5);
        assertThat(accounting.closes()).isTrue();
    }

    @Test
    void shouldNotCloseWhenARecordHasNoOutcome() {
        accounting.resumed(3, 0, inFlight);
        BatchOutcome batch = new BatchOutcome(3, new long[] {0, 1});
        batch.taken(0, Outcome.ACCEPTED);

        accounting.settled(batch);

        assertThat(accounting.closes()).isFalse();
    }

    @Test
    void shouldCountRedeliveredRecordsOnce() {
        // given
        accounting.resumed(3, 0, inFlight);
        accounting.settled(accepted(0, 10));

        // when the stream comes back to what was committed before
        accounting.resumed(3, 4, inFlight);
        accounting.settled(accepted(4, 8));
        accounting.settled(accepted(8, 15));

        // then
        assertThat(only().received()).isEqualTo(15);
        assertThat(only().counts().accepted()).isEqualTo(15);
        assertThat(only().activity().redelivered()).isEqualTo(6);
        assertThat(accounting.closes()).isTrue();
    }

    @Test
    void shouldCloseOverHolesAndShowThem() {
        accounting.resumed(3, 0, inFlight);
        BatchOutcome batch = new BatchOutcome(3, new long[] {2, 3, 7});
        for (int i = 0; i < 3; i++) {
            batch.taken(i, Outcome.ACCEPTED);
        }

        accounting.settled(batch);

        assertThat(only().offsets()).isEqualTo(new PartitionFigures.Offsets(0, 8, -1, 5, 0));
        assertThat(only().received()).isEqualTo(3);
        assertThat(accounting.closes()).isTrue();
    }

    @Test
    void shouldKeepApartWhatWasDoneElsewhere() {
        // given
        accounting.resumed(3, 0, inFlight);
        accounting.settled(accepted(0, 10));
        accounting.released(3, inFlight);
        assertThat(only().activity().owned()).isFalse();

        // when another node has had the partition meanwhile
        accounting.resumed(3, 50, inFlight);
        accounting.settled(accepted(50, 55));

        // then
        assertThat(only().offsets()).isEqualTo(new PartitionFigures.Offsets(0, 55, -1, 0, 40));
        assertThat(only().received()).isEqualTo(15);
        assertThat(accounting.closes()).isTrue();
    }

    @Test
    void shouldIgnoreTheEndOfAStreamThatWasSucceeded() {
        IntSupplier successor = () -> 1;
        accounting.resumed(3, 0, inFlight);
        accounting.resumed(3, 0, successor);

        accounting.released(3, inFlight);

        assertThat(only().activity().owned()).isTrue();
        assertThat(only().activity().batchesInFlight()).isEqualTo(1);
    }

    @Test
    void shouldShowAnAlarmUntilThePartitionGoesOn() {
        accounting.stopped(3, "Expected an offset");
        assertThat(only().activity().alarm()).isEqualTo("Expected an offset");
        assertThat(only().closes()).isTrue();
        assertThat(only().lag()).isEmpty();

        accounting.resumed(3, 7, inFlight);

        assertThat(only().activity().alarm()).isNull();
        assertThat(only().offsets().start()).isEqualTo(7);
    }

    @Test
    void shouldRefuseABatchOfAPartitionThatWasNotResumed() {
        assertThatThrownBy(() -> accounting.settled(accepted(0, 1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Expected partition 3");
    }

    @Test
    void shouldRefuseASecondOutcomeOfOneRecord() {
        BatchOutcome batch = accepted(0, 1);

        assertThatThrownBy(() -> batch.refused(0, Outcome.REJECTED, RefusalReason.RETIRED))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Expected one outcome of offset 0");
    }

    private PartitionFigures only() {
        assertThat(accounting.snapshot()).hasSize(1);
        return accounting.snapshot().get(0);
    }

    private static BatchOutcome accepted(long from, long until) {
        BatchOutcome batch = new BatchOutcome(3, LongStream.range(from, until).toArray());
        for (int i = 0; i < batch.size(); i++) {
            batch.taken(i, Outcome.ACCEPTED);
        }
        return batch;
    }
}
