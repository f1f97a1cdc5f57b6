package dev.muster.twinservice.command.ack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.muster.assetmodel.control.ControlCodec;
import dev.muster.assetmodel.control.DeviceAck;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.CommandId;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.assetmodel.telemetry.RefusalReason;
import dev.muster.ingest.IngestSettings.Backoff;
import dev.muster.ingest.IngestSettings.Retrying;
import dev.muster.ingest.QuarantinedRecord;
import dev.muster.ingest.batch.PortRetry;
import dev.muster.ingest.batch.Progress;
import dev.muster.twinservice.command.kafka.KafkaAnswerMarks;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AckProcessorTest {
    private static final Instant RECEIVED = Instant.parse("2030-01-02T03:04:07Z");

    private final List<Runnable> timers = new ArrayList<>();
    private final List<Asked> asked = new ArrayList<>();
    private final List<QuarantinedRecord> quarantined = new ArrayList<>();
    private final AckCounts counts = new AckCounts();
    private @Nullable RuntimeException quarantineAway;
    private final AckProcessor processor = new AckProcessor(
            new AckProcessor.Ports(new Twins(), records -> {
                if (quarantineAway != null) {
                    return CompletableFuture.failedFuture(quarantineAway);
                }
                quarantined.addAll(records);
                return CompletableFuture.completedFuture(null);
            }),
            new PortRetry(
                    new Retrying(Duration.ofSeconds(10), new Backoff(Duration.ofMillis(1), Duration.ofMillis(1), 0)),
                    (delay, task) -> {
                        timers.add(task);
                        return () -> timers.remove(task);
                    },
                    new SplittableRandom(1),
                    new Progress()),
            counts);

    /** A twin that was asked, and its answer. */
    private record Asked(Object what, Instant receivedAt, CompletableFuture<Taken> answer) {
        DeviceAck ack() {
            return (DeviceAck) what;
        }
    }

    private record Marked(AssetId asset, SourceId source) {}

    private final class Twins implements AckTaker {
        @Override
        public CompletionStage<Taken> take(DeviceAck ack, Instant receivedAt) {
            return ask(ack, receivedAt);
        }

        @Override
        public CompletionStage<Taken> answersRead(AssetId asset, SourceId source, Instant until) {
            return ask(new Marked(asset, source), until);
        }

        private CompletionStage<Taken> ask(Object what, Instant receivedAt) {
            Asked next = new Asked(what, receivedAt, new CompletableFuture<>());
            asked.add(next);
            return next.answer();
        }
    }

    @Test
    void shouldBeDoneWhenTwinHasIt() {
        CompletableFuture<?> done = process(0, "gateway-1", ack("gateway-1", "a"));

        assertThat(done).isNotDone();
        assertThat(asked.get(0).ack()).isEqualTo(ack("gateway-1", "a"));
        assertThat(asked.get(0).receivedAt()).isEqualTo(RECEIVED);
        asked.get(0).answer().complete(Taken.yes());

        assertThat(done).isCompleted();
        assertThat(counts.figures()).isEqualTo(new AckFigures(1, Map.of()));
        assertThat(quarantined).isEmpty();
    }

    @Test
    void shouldQuarantineWhatTwinDoesNotTake() {
        CompletableFuture<?> unknown = process(0, "gateway-1", ack("gateway-1", "a"));
        CompletableFuture<?> forged = process(1, "gateway-2", ack("gateway-2", "a"));
        asked.get(0).answer().complete(Taken.unknownCommand("Expected a command but got none"));
        asked.get(1).answer().complete(Taken.forged("Expected gateway-1 but got gateway-2"));

        assertThat(unknown).isCompleted();
        assertThat(forged).isCompleted();
        assertThat(quarantined)
                .extracting(QuarantinedRecord::id, QuarantinedRecord::reason, QuarantinedRecord::detail)
                .containsExactly(
                        tuple("command-acks/3@0", RefusalReason.UNKNOWN_COMMAND, "Expected a command but got none"),
                        tuple("command-acks/3@1", RefusalReason.FORGED_ANSWER, "Expected gateway-1 but got gateway-2"));
        assertThat(quarantined.get(1).receivedAt()).isEqualTo(RECEIVED);
        assertThat(quarantined.get(1).key()).isEqualTo("gateway-2");
        assertThat(counts.figures())
                .isEqualTo(
                        new AckFigures(0, Map.of(RefusalReason.UNKNOWN_COMMAND, 1L, RefusalReason.FORGED_ANSWER, 1L)));
    }

    @Test
    void shouldQuarantineWhatCannotBeReadWithoutAskingTwin() {
        assertThat(processBytes(0, "gateway-1", "garbage".getBytes(UTF_8))).isCompleted();
        assertThat(processBytes(1, "gateway-2", ControlCodec.encode(ack("gateway-1", "a"))))
                .isCompleted();
        assertThat(processBytes(2, null, null)).isCompleted();

        assertThat(asked).isEmpty();
        assertThat(quarantined)
                .extracting(QuarantinedRecord::reason)
                .containsExactly(RefusalReason.MALFORMED, RefusalReason.KEY_MISMATCH, RefusalReason.MALFORMED);
    }

    @Test
    void shouldKeepOrderOfOneSourceAndLetOthersGoOn() {
        List<CompletableFuture<?>> done = List.of(
                process(0, "gateway-1", ack("gateway-1", "a")),
                process(1, "gateway-1", ack("gateway-1", "b")),
                process(2, "gateway-2", ack("gateway-2", "c")));

        assertThat(asked).extracting(one -> one.ack().detail()).containsExactly("a", "c");
        asked.get(1).answer().complete(Taken.yes());
        assertThat(asked).hasSize(2);
        asked.get(0).answer().complete(Taken.yes());
        assertThat(asked).extracting(one -> one.ack().detail()).containsExactly("a", "c", "b");
        assertThat(done).extracting(CompletableFuture::isDone).containsExactly(true, false, true);
    }

    /** Who has the mark has had all that the source said before it. */
    @Test
    void shouldBringMarkBehindAnswersOfItsSource() {
        CompletableFuture<?> answered = process(0, "gateway-1", ack("gateway-1", "a"));
        CompletableFuture<?> marked = processMark(1, "gateway-1", "WT-07");
        assertThat(asked).hasSize(1);
        asked.get(0).answer().complete(Taken.yes());

        assertThat(answered).isCompleted();
        assertThat(asked.get(1).what()).isEqualTo(new Marked(new AssetId("WT-07"), new SourceId("gateway-1")));
        assertThat(asked.get(1).receivedAt()).isEqualTo(RECEIVED);
        asked.get(1).answer().complete(Taken.yes());
        assertThat(marked).isCompleted();
        assertThat(counts.figures().taken()).as("answers").isOne();
    }

    @Test
    void shouldQuarantineMarkOfNoAsset() {
        assertThat(processMark(0, "gateway-1", "")).isCompleted();
        assertThat(processMark(1, null, "WT-07")).isCompleted();

        assertThat(asked).isEmpty();
        assertThat(quarantined).extracting(QuarantinedRecord::reason).containsOnly(RefusalReason.MALFORMED);
    }

    @Test
    void shouldAskTwinUntilItAnswers() {
        CompletableFuture<?> done = process(0, "gateway-1", ack("gateway-1", "a"));
        CompletableFuture<?> next = process(1, "gateway-1", ack("gateway-1", "b"));
        for (int i = 0; i < 50; i++) {
            asked.get(i).answer().completeExceptionally(new IllegalStateException("journal away"));
            assertThat(asked).hasSize(i + 1);
            runTimer();
        }
        assertThat(done).isNotDone();
        asked.get(50).answer().complete(Taken.yes());

        assertThat(done).isCompleted();
        assertThat(next).isNotDone();
        assertThat(asked.get(51).ack().detail()).isEqualTo("b");
        assertThat(counts.figures().taken()).isOne();
    }

    /** No answer at all is no answer either. */
    @Test
    void shouldAskTwinAgainThatSaysNothing() {
        CompletableFuture<?> done = process(0, "gateway-1", ack("gateway-1", "a"));
        runTimer();
        runTimer();
        assertThat(asked).hasSize(2);
        // The first answers after all.
        asked.get(0).answer().complete(Taken.yes());

        assertThat(done).isCompleted();
        assertThat(counts.figures().taken()).isOne();
    }

    @Test
    void shouldNotBeDoneBeforeQuarantineHasIt() {
        quarantineAway = new IllegalStateException("away");
        CompletableFuture<?> done = processBytes(0, "gateway-1", "garbage".getBytes(UTF_8));
        assertThat(done).isNotDone();
        assertThat(counts.figures().refused()).isEmpty();

        quarantineAway = null;
        runTimer();

        assertThat(done).isCompleted();
        assertThat(counts.figures().refused()).containsEntry(RefusalReason.MALFORMED, 1L);
    }

    /** What is not done then must not be committed. */
    @Test
    void shouldFailAllThatWaitsWhenStopped() {
        CompletableFuture<?> first = process(0, "gateway-1", ack("gateway-1", "a"));
        CompletableFuture<?> second = process(1, "gateway-1", ack("gateway-1", "b"));

        processor.stop();

        assertThat(first).isCompletedExceptionally();
        assertThat(second).isCompletedExceptionally();
        assertThat(asked).hasSize(1);
    }

    private void runTimer() {
        timers.remove(0).run();
    }

    private CompletableFuture<?> process(long offset, String key, DeviceAck ack) {
        return processBytes(offset, key, ControlCodec.encode(ack));
    }

    private CompletableFuture<?> processMark(long offset, @Nullable String key, String asset) {
        RecordHeaders headers = new RecordHeaders();
        headers.add("ce_type", KafkaAnswerMarks.TYPE.getBytes(UTF_8));
        headers.add("ce_subject", asset.getBytes(UTF_8));
        return process(offset, key, "{}".getBytes(UTF_8), headers);
    }

    private CompletableFuture<?> processBytes(long offset, @Nullable String key, byte @Nullable [] value) {
        return process(offset, key, value, new RecordHeaders());
    }

    private CompletableFuture<?> process(
            long offset, @Nullable String key, byte @Nullable [] value, RecordHeaders headers) {
        byte[] keyBytes = key == null ? null : key.getBytes(UTF_8);
        return processor
                .process(new ConsumerRecord<>(
                        "command-acks",
                        3,
                        offset,
                        RECEIVED.toEpochMilli(),
                        TimestampType.LOG_APPEND_TIME,
                        keyBytes == null ? -1 : keyBytes.length,
                        value == null ? -1 : value.length,
                        keyBytes,
                        value,
                        headers,
                        Optional.empty()))
                .toCompletableFuture();
    }

    private static DeviceAck ack(String source, String detail) {
        return new DeviceAck(
                new CommandId("3f2a"),
                new AssetId("WT-07"),
                new SourceId(source),
                3,
                DeviceAck.Answer.SUCCEEDED,
                detail,
                RECEIVED);
    }
}
