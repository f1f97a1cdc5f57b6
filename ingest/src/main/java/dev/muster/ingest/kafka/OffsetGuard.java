package dev.muster.ingest.kafka;

import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that no record is skipped because an offset is missing or no longer there; the consumer itself runs with
 * {@code auto.offset.reset=none}. Nothing here blocks; what Kafka fails to answer is a failed stage.
 *
 * <p>An alarm ends when an operator has decided where to go on: stop Muster, then
 * {@code kafka-consumer-groups.sh --group <group> --topic <topic>:<partition> --reset-offsets --to-earliest --execute}.
 */
public final class OffsetGuard {
    private static final Logger LOG = LoggerFactory.getLogger(OffsetGuard.class);

    private final Offsets offsets;
    private final String group;

    /** Guards {@code offsets}; {@code group} is only for the messages. */
    public OffsetGuard(Offsets offsets, String group) {
        this.offsets = offsets;
        this.group = group;
    }

    /** The offsets of one topic and one group. */
    public interface Offsets {
        /** All partitions of the topic. */
        CompletionStage<Set<TopicPartition>> partitions();

        /** Of the group; a partition without a committed offset is absent. */
        CompletionStage<Map<TopicPartition, Long>> committed();

        /** The first offset that the log still has. A partition that does not answer is absent, unless none does. */
        CompletionStage<Map<TopicPartition, Long>> beginnings(Collection<TopicPartition> partitions);

        /** The offset that the next record will have. A partition that does not answer is absent, unless none does. */
        CompletionStage<Map<TopicPartition, Long>> ends(Collection<TopicPartition> partitions);

        /** For a group without members; Kafka refuses otherwise. */
        CompletionStage<Void> commit(Map<TopicPartition, Long> offsets);
    }

    /** Where a partition goes on. */
    public sealed interface Position {
        /** From the committed offset. */
        record At(long offset) implements Position {}

        /** Nowhere: the committed offset is not in the log. One line for the operator. */
        record Lost(String alarm) implements Position {}
    }

    /**
     * Before the consumer starts: gives every partition that has no committed offset its beginning, if that is offset 0, a
     * fresh topic. Fails with {@link LostOffsetsException} when records were there before, and commits nothing then.
     */
    public CompletionStage<Void> prepare() {
        return offsets.partitions()
                .thenCompose(partitions -> offsets.committed().thenCompose(committed -> {
                    Set<TopicPartition> missing = new HashSet<>(partitions);
                    missing.removeAll(committed.keySet());
                    return missing.isEmpty() ? CompletableFuture.completedFuture(null) : beginAtZero(missing);
                }));
    }

    private CompletionStage<Void> beginAtZero(Set<TopicPartition> missing) {
        return offsets.beginnings(missing).thenCompose(beginnings -> {
            if (!beginnings.keySet().containsAll(missing)) {
                throw new IllegalStateException("Expected the beginnings of %s but got only those of %s"
                        .formatted(missing, beginnings.keySet()));
            }
            Map<String, Long> lost = new TreeMap<>();
            beginnings.forEach((partition, beginning) -> {
                if (beginning > 0) {
                    lost.put(partition.toString(), beginning);
                }
            });
            if (!lost.isEmpty()) {
                return CompletableFuture.failedFuture(new LostOffsetsException(
                        ("Expected group '%s' to have committed offsets but these (with the first offset they still hold)"
                                        + " have none: %s; reset them while Muster is stopped")
                                .formatted(group, lost)));
            }
            LOG.info("Group {} is new to {} partitions: they begin at 0", group, missing.size());
            return offsets.commit(missing.stream().collect(Collectors.toMap(Function.identity(), partition -> 0L)));
        });
    }

    /** When a partition was assigned: its committed offset, if the log still has it. */
    public CompletionStage<Position> position(TopicPartition partition) {
        Set<TopicPartition> one = Set.of(partition);
        CompletionStage<Map<TopicPartition, Long>> committed = offsets.committed();
        CompletionStage<Map<TopicPartition, Long>> beginnings = offsets.beginnings(one);
        CompletionStage<Map<TopicPartition, Long>> ends = offsets.ends(one);
        return committed.thenCompose(found -> beginnings.thenCombine(ends, (first, last) -> {
            Long offset = found.get(partition);
            Long beginning = first.get(partition);
            Long end = last.get(partition);
            if (offset == null || beginning == null || end == null) {
                throw new IllegalStateException("Expected offsets of %s but got committed %s, beginning %s, end %s"
                        .formatted(partition, offset, beginning, end));
            }
            return position(partition, offset, beginning, end);
        }));
    }

    private Position position(TopicPartition partition, long committed, long beginning, long end) {
        if (committed >= beginning && committed <= end) {
            return new Position.At(committed);
        }
        return new Position.Lost(("Expected the committed offset of group '%s' on %s within %d to %d but it is %d;"
                        + " reset it while Muster is stopped")
                .formatted(group, partition, beginning, end, committed));
    }
}
