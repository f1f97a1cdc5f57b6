package dev.muster.ingest.stream;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.japi.Pair;
import akka.stream.javadsl.Keep;
import akka.stream.testkit.TestPublisher;
import akka.stream.testkit.TestSubscriber;
import akka.stream.testkit.javadsl.TestSink;
import akka.stream.testkit.javadsl.TestSource;
import com.typesafe.config.ConfigFactory;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.ingest.BatchOutcome;
import dev.muster.ingest.HistoryRow;
import dev.muster.ingest.IngestPorts;
import dev.muster.ingest.IngestProbe;
import dev.muster.ingest.IngestSettings.Backoff;
import dev.muster.ingest.IngestSettings.Batching;
import dev.muster.ingest.IngestSettings.Patience;
import dev.muster.ingest.IngestSettings.Retrying;
import dev.muster.ingest.SourceDirectory;
import dev.muster.ingest.Verdict;
import dev.muster.ingest.batch.BatchProcessor;
import dev.muster.ingest.batch.HeardBatch;
import dev.muster.ingest.batch.JudgedBatch;
import dev.muster.ingest.batch.Outages;
import dev.muster.ingest.batch.Records;
import dev.muster.ingest.batch.SilentFleet;
import dev.muster.ingest.deadline.Sighting;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import scala.concurrent.duration.FiniteDuration;

class PartitionFlowTest {
    // A machine that builds other things at the same time needs more than the default 3 s.
    private static final ActorTestKit TESTKIT =
            ActorTestKit.create(ConfigFactory.parseString("akka.test.single-expect-default = 30s"));
    private static final FiniteDuration SOON = FiniteDuration.create(200, TimeUnit.MILLISECONDS);

    private final LinkedBlockingQueue<Write> writes = new LinkedBlockingQueue<>();
    private final List<HeardBatch> heard = new CopyOnWriteArrayList<>();
    private final List<BatchOutcome> settled = new CopyOnWriteArrayList<>();
    private final BatchProcessor processor = new BatchProcessor(
            Records.PARTITION,
            new IngestPorts(
                    new EverySource(),
                    (asset, observations) -> CompletableFuture.completedFuture(observations.stream()
                            .<Verdict>map(o -> new Verdict.Accepted())
                            .toList()),
                    this::write,
                    records -> CompletableFuture.completedFuture(null),
                    report -> CompletableFuture.completedFuture(Optional.empty()),
                    SilentFleet.PORT,
                    IngestProbe.NONE),
            Outages.none(),
            new Retrying(Duration.ofSeconds(10), new Backoff(Duration.ofMillis(10), Duration.ofMillis(10), 0)),
            new Patience(Duration.ofSeconds(10), 0),
            new AkkaTimers(TESTKIT.system()),
            new Random(1));

    private record Write(List<HistoryRow> rows, CompletableFuture<Void> ack) {}

    @AfterAll
    static void shutDown() {
        TESTKIT.shutdownTestKit();
    }

    @Test
    void shouldEmitTheLastMessageOfABatchOnlyWhenHistoryHasAcked() throws InterruptedException {
        // given
        var probes = run(new Batching(3, 1 << 20, Duration.ofDays(1), 1, 1, 1, Duration.ZERO));
        probes.second().request(10);
        for (long offset = 0; offset < 3; offset++) {
            probes.first().sendNext(Records.sample(offset, "WT-07", offset));
        }

        // when
        Write write = nextWrite();

        // then
        probes.second().expectNoMessage(SOON);
        assertThat(settled).isEmpty();
        assertThat(processor.progress().batchesInFlight()).isEqualTo(1);
        write.ack().complete(null);
        assertThat(probes.second().expectNext().offset()).isEqualTo(2);
        assertThat(settled).hasSize(1);
        assertThat(settled.get(0).size()).isEqualTo(3);
        probes.first().sendComplete();
        probes.second().expectComplete();
    }

    @Test
    void shouldSendAnIncompleteBatchOnAfterAWhile() throws InterruptedException {
        var probes = run(new Batching(500, 1 << 20, Duration.ofMillis(20), 1, 1, 1, Duration.ZERO));
        probes.second().request(10);

        probes.first().sendNext(Records.sample(0, "WT-07", 1));

        nextWrite().ack().complete(null);
        assertThat(probes.second().expectNext().offset()).isZero();
    }

    @Test
    void shouldCloseABatchAtItsBytes() throws InterruptedException {
        // given room for the first record and not for the second
        var probes = run(new Batching(500, 40_000, Duration.ofDays(1), 1, 1, 1, Duration.ZERO));
        probes.second().request(10);

        // when
        probes.first().sendNext(Records.record(0, "WT-07", new byte[30_000]));
        probes.first().sendNext(Records.record(1, "WT-07", new byte[30_000]));

        // then
        nextWrite().ack().complete(null);
        assertThat(probes.second().expectNext().offset()).isZero();
    }

    @Test
    void shouldWriteOneBatchAtATimeAndTakeNoMoreThanItCanHold() throws InterruptedException {
        // given batches of one record, and a history that does not ack
        var probes = run(new Batching(1, 1 << 20, Duration.ofDays(1), 1, 1, 1, Duration.ZERO));
        probes.second().request(100);

        // when
        for (long offset = 0; offset < 10; offset++) {
            probes.first().sendNext(Records.sample(offset, "WT-07", offset));
        }

        // then
        Write first = nextWrite();
        probes.second().expectNoMessage(SOON);
        assertThat(writes).isEmpty();
        assertThat(processor.progress().batchesInFlight()).isLessThanOrEqualTo(4);
        first.ack().complete(null);
        assertThat(probes.second().expectNext().offset()).isZero();
        nextWrite().ack().complete(null);
        assertThat(probes.second().expectNext().offset()).isEqualTo(1);
    }

    @Test
    void shouldGoOnAskingTwinsWhileHistoryDoesNotAck() throws InterruptedException {
        // given batches of one record, room for a thousand, and a history that does not ack
        var probes = run(new Batching(1, 1 << 20, Duration.ofDays(1), 1, 1, 1 << 20, Duration.ZERO));
        probes.second().request(100);

        // when
        for (long offset = 0; offset < 50; offset++) {
            probes.first().sendNext(Records.sample(offset, "WT-07", offset));
        }

        // then all reach their twins, and all that piled up is written at once
        Write first = nextWrite();
        probes.second().expectNoMessage(SOON);
        assertThat(heard).hasSize(50);
        first.ack().complete(null);
        assertThat(probes.second().expectNext().offset()).isZero();
        Write rest = nextWrite();
        assertThat(rest.rows()).hasSize(49);
        rest.ack().complete(null);
        assertThat(probes.second().expectNext().offset()).isEqualTo(49);
        assertThat(settled).hasSize(50);
    }

    @Test
    void shouldEndWithItsSourceOnceAllIsSettled() throws InterruptedException {
        var probes = run(new Batching(500, 1 << 20, Duration.ofDays(1), 1, 1, 1, Duration.ZERO));
        probes.second().request(10);
        probes.first().sendNext(Records.sample(0, "WT-07", 1));

        probes.first().sendComplete();

        Write write = nextWrite();
        probes.second().expectNoMessage(SOON);
        write.ack().complete(null);
        assertThat(probes.second().expectNext().offset()).isZero();
        probes.second().expectComplete();
    }

    private Pair<
                    TestPublisher.Probe<ConsumerRecord<byte @Nullable [], byte @Nullable []>>,
                    TestSubscriber.Probe<ConsumerRecord<byte @Nullable [], byte @Nullable []>>>
            run(Batching batching) {
        var system = TESTKIT.system().classicSystem();
        return TestSource.<ConsumerRecord<byte @Nullable [], byte @Nullable []>>create(system)
                .via(PartitionFlow.of(batching, processor, record -> record, new Passed()))
                .toMat(TestSink.create(system), Keep.both())
                .run(TESTKIT.system());
    }

    private CompletionStage<?> write(List<HistoryRow> rows, List<Sighting> sightings) {
        Write write = new Write(rows, new CompletableFuture<>());
        writes.add(write);
        return write.ack();
    }

    private Write nextWrite() throws InterruptedException {
        Write write = writes.poll(30, TimeUnit.SECONDS);
        assertThat(write).isNotNull();
        return Objects.requireNonNull(write);
    }

    private final class Passed implements PartitionFlow.Passage {
        @Override
        public void heard(HeardBatch batch) {
            heard.add(batch);
        }

        @Override
        public void settled(JudgedBatch batch) {
            settled.add(batch.outcome());
        }
    }

    private static final class EverySource implements SourceDirectory {
        @Override
        public Optional<AssetId> assetOf(SourceId source, Instant measuredAt) {
            return Optional.of(new AssetId(source.value()));
        }

        @Override
        public CompletionStage<?> caughtUp() {
            return CompletableFuture.completedFuture(null);
        }
    }
}
