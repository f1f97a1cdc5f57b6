package dev.muster.ingest.stream;

import akka.NotUsed;
import akka.stream.javadsl.Flow;
import dev.muster.ingest.IngestSettings.Batching;
import dev.muster.ingest.batch.BatchProcessor;
import dev.muster.ingest.batch.HeardBatch;
import dev.muster.ingest.batch.JudgedBatch;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Turns the messages of one partition into the last message of each batch, once the whole batch is settled: whoever gets it may
 * commit it. Batches that have reached their twins pile up while the one before is being written, so that live totals go on while
 * history is slow or away; they are written together, and bounded by {@code unsettledBytesMax}. Two more are in memory: one filling,
 * one with the twins.
 */
final class PartitionFlow {
    /** What a message counts for beside its bytes, so that empty ones fill a batch too. */
    private static final long MESSAGE_OVERHEAD_BYTES = 64;

    private PartitionFlow() {}

    /** What passes on its way. Told in the order of the offsets, from the stream's threads. */
    interface Passage {
        /** Every twin has answered, or was left behind. */
        void heard(HeardBatch batch);

        /** Everyone has acked the batch. */
        void settled(JudgedBatch batch);
    }

    /** @param record the Kafka record in a message */
    static <M> Flow<M, M, NotUsed> of(
            Batching batching,
            BatchProcessor processor,
            Function<M, ConsumerRecord<byte @Nullable [], byte @Nullable []>> record,
            Passage passage) {
        return Flow.<M>create()
                .groupedWeightedWithin(
                        batching.bytesMax(),
                        batching.recordsMax(),
                        message -> bytes(record.apply(message)),
                        batching.waitMax())
                // One at a time and in order: a source's records reach its twin as they stand in Kafka.
                .mapAsync(1, messages -> processor
                        .hear(new Records<>(messages, record))
                        .thenApply(heard -> {
                            passage.heard(heard);
                            return new Pile<>(heard, messages, record);
                        }))
                .batchWeighted(batching.unsettledBytesMax(), Pile::bytes, pile -> pile, Pile::plus)
                .mapAsync(1, pile -> processor.settle(pile.batches).thenApply(settled -> {
                    settled.forEach(passage::settled);
                    return pile.last;
                }));
    }

    private static long bytes(ConsumerRecord<byte @Nullable [], byte @Nullable []> record) {
        return MESSAGE_OVERHEAD_BYTES
                + Math.max(0, record.serializedKeySize())
                + Math.max(0, record.serializedValueSize());
    }

    /** Batches that wait to be written together. Handed on by one stage of the stream to the next. */
    private static final class Pile<M> {
        private final List<HeardBatch> batches = new ArrayList<>(1);
        private final long bytes;
        private M last;

        Pile(
                HeardBatch first,
                List<M> messages,
                Function<M, ConsumerRecord<byte @Nullable [], byte @Nullable []>> record) {
            batches.add(first);
            bytes = messages.stream()
                    .mapToLong(message -> PartitionFlow.bytes(record.apply(message)))
                    .sum();
            last = messages.get(messages.size() - 1);
        }

        /** Of the first batch: only what is added is weighed. */
        long bytes() {
            return bytes;
        }

        Pile<M> plus(Pile<M> next) {
            batches.addAll(next.batches);
            last = next.last;
            return this;
        }
    }

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
