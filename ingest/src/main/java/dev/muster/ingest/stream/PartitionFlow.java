package dev.muster.ingest.stream;

import akka.NotUsed;
import akka.stream.javadsl.Flow;
import dev.muster.ingest.BatchOutcome;
import dev.muster.ingest.IngestSettings.Batching;
import dev.muster.ingest.batch.BatchProcessor;
import dev.muster.ingest.batch.JudgedBatch;
import java.util.AbstractList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Turns the messages of one partition into the last message of each batch, once the whole batch is settled: whoever gets it may
 * commit it. Four batches at most are in memory: one filling, one waiting, one with the twins, one being written.
 */
final class PartitionFlow {
    /** What a message counts for beside its bytes, so that empty ones fill a batch too. */
    private static final long MESSAGE_OVERHEAD_BYTES = 64;

    private PartitionFlow() {}

    /**
     * @param record the Kafka record in a message
     * @param settled told of each batch before its last message goes on
     */
    static <M> Flow<M, M, NotUsed> of(
            Batching batching,
            BatchProcessor processor,
            Function<M, ConsumerRecord<byte @Nullable [], byte @Nullable []>> record,
            Consumer<BatchOutcome> settled) {
        return Flow.<M>create()
                .groupedWeightedWithin(
                        batching.bytesMax(),
                        batching.recordsMax(),
                        message -> bytes(record.apply(message)),
                        batching.waitMax())
                // One at a time and in order: a source's records reach its twin as they stand in Kafka.
                .mapAsync(1, messages -> processor
                        .judge(new Records<>(messages, record))
                        .thenApply(judged -> new Judged<>(judged, messages.get(messages.size() - 1))))
                .mapAsync(1, batch -> processor.settle(batch.judged()).thenApply(outcome -> {
                    settled.accept(outcome);
                    return batch.last();
                }));
    }

    private static long bytes(ConsumerRecord<byte @Nullable [], byte @Nullable []> record) {
        return MESSAGE_OVERHEAD_BYTES
                + Math.max(0, record.serializedKeySize())
                + Math.max(0, record.serializedValueSize());
    }

    private record Judged<M>(JudgedBatch judged, M last) {}

    /** The records of a list of messages, without copying it. */
    private static final class Records<M> extends AbstractList<ConsumerRecord<byte @Nullable [], byte @Nullable []>> {
        private final List<M> messages;
        private final Function<M, ConsumerRecord<byte @Nullable [], byte @Nullable []>> record;

        Records(List<M> messages, Function<M, ConsumerRecord<byte @Nullable [], byte @Nullable []>> record) {
            this.messages = messages;
            this.record = record;
        }

        @Override
        public ConsumerRecord<byte @Nullable [], byte @Nullable []> get(int position) {
            return record.apply(messages.get(position));
        }

        @Override
        public int size() {
            return messages.size();
        }
    }
}
