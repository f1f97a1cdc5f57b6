package dev.muster.ingest.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.assetmodel.telemetry.Reading;
import dev.muster.assetmodel.telemetry.Sample;
import dev.muster.ingest.HistoryRow;
import dev.muster.ingest.HistoryWriter;
import dev.muster.ingest.deadline.Sighting;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class GatheredWritesTest {
    private static final Instant T = Instant.parse("2030-01-02T03:04:05Z");
    private static final Duration WAIT = Duration.ofMillis(100);

    private final ManualTimers timers = new ManualTimers();
    private final List<List<HistoryRow>> written = new ArrayList<>();
    private final List<List<Sighting>> seen = new ArrayList<>();
    private final List<CompletableFuture<Void>> acks = new ArrayList<>();
    private final GatheredWrites gathered = new GatheredWrites(storeOf(3), WAIT, timers);

    @Test
    void shouldWriteWhatComesWithinTheWaitAsOne() {
        // given
        Sighting sighting = new Sighting(new AssetId("WT-9"), new SourceId("WT-9"), T, 7);
        CompletableFuture<?> one = write(List.of(row(1)), List.of());
        CompletableFuture<?> other = write(List.of(row(2)), List.of(sighting));

        // when
        timers.advance(WAIT.minusMillis(1));

        // then
        assertThat(written).isEmpty();

        // when
        timers.advance(Duration.ofMillis(1));

        // then
        assertThat(written).containsExactly(List.of(row(1), row(2)));
        assertThat(seen).containsExactly(List.of(sighting));
        assertThat(one).isNotDone();
        acks.get(0).complete(null);
        assertThat(one).isCompleted();
        assertThat(other).isCompleted();
    }

    @Test
    void shouldNotHaveAFullWriteWait() {
        CompletableFuture<?> few = write(List.of(row(1)), List.of());
        CompletableFuture<?> many = write(List.of(row(2), row(3)), List.of());

        assertThat(written).containsExactly(List.of(row(1), row(2), row(3)));
        assertThat(timers.pending()).isZero();
        acks.get(0).complete(null);
        assertThat(few).isCompleted();
        assertThat(many).isCompleted();
    }

    @Test
    void shouldAckNobodyForARowThatWasNotInTheWrite() {
        // given a write under way
        write(List.of(row(1), row(2), row(3)), List.of());

        // when another comes, and the first is acked
        CompletableFuture<?> later = write(List.of(row(4)), List.of());
        acks.get(0).complete(null);

        // then
        assertThat(later).isNotDone();
        timers.advance(WAIT);
        assertThat(written.get(1)).containsExactly(row(4));
        assertThat(later).isNotDone();
        acks.get(1).complete(null);
        assertThat(later).isCompleted();
    }

    @Test
    void shouldTellEveryoneThatAWriteFailedAndTakeTheirNextTry() {
        // given
        CompletableFuture<?> one = write(List.of(row(1)), List.of());
        CompletableFuture<?> other = write(List.of(row(2)), List.of());
        timers.advance(WAIT);

        // when
        acks.get(0).completeExceptionally(new IllegalStateException("away"));

        // then
        assertThat(one).isCompletedExceptionally();
        assertThat(other).isCompletedExceptionally();
        CompletableFuture<?> again = write(List.of(row(1)), List.of());
        timers.advance(WAIT);
        acks.get(1).complete(null);
        assertThat(again).isCompleted();
    }

    @Test
    void shouldFailWhatTheStoreRefusesAtOnce() {
        GatheredWrites broken = new GatheredWrites(
                (rows, sightings) -> {
                    throw new IllegalStateException("closed");
                },
                WAIT,
                timers);

        CompletableFuture<?> one = broken.write(List.of(row(1)), List.of()).toCompletableFuture();
        timers.advance(WAIT);

        assertThat(one).isCompletedExceptionally();
    }

    @Test
    void shouldGatherNothingWithoutAWait() {
        GatheredWrites each = new GatheredWrites(storeOf(3), Duration.ZERO, timers);

        CompletableFuture<?> one = each.write(List.of(row(1)), List.of()).toCompletableFuture();

        assertThat(written).containsExactly(List.of(row(1)));
        acks.get(0).complete(null);
        assertThat(one).isCompleted();
    }

    /** What has piled up is split by the same measure. */
    @Test
    void shouldTakeAsMuchInOneCallAsTheStore() {
        assertThat(gathered.rowsPerCall()).isEqualTo(3);
    }

    private HistoryWriter storeOf(int rowsPerCall) {
        return new HistoryWriter() {
            @Override
            public CompletionStage<?> write(List<HistoryRow> rows, List<Sighting> sightings) {
                return store(rows, sightings);
            }

            @Override
            public int rowsPerCall() {
                return rowsPerCall;
            }
        };
    }

    private CompletableFuture<?> write(List<HistoryRow> rows, List<Sighting> sightings) {
        return gathered.write(rows, sightings).toCompletableFuture();
    }

    private CompletionStage<?> store(List<HistoryRow> rows, List<Sighting> sightings) {
        written.add(List.copyOf(rows));
        seen.add(List.copyOf(sightings));
        CompletableFuture<Void> ack = new CompletableFuture<>();
        acks.add(ack);
        return ack;
    }

    private static HistoryRow row(int number) {
        SourceId source = new SourceId("WT-" + number);
        Sample sample = new Sample(source, 0, T, Map.of(new SignalName("power"), Reading.good(number)));
        return new HistoryRow(new AssetId(source.value()), sample, T);
    }
}
