package dev.muster.twinservice.command.kafka;

import dev.muster.twinservice.command.CommandRecord.Position;
import dev.muster.twinservice.command.kafka.CommandFinder.Wanted;
import dev.muster.twinservice.command.kafka.CommandLineSettings.Finding;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/** One pass over the partitions of all who ask, each from the earliest moment asked for to the end that it has when the pass begins. */
final class CommandSearch {
    private static final Duration POLL_MAX = Duration.ofMillis(200);

    private final Consumer<byte[], byte[]> consumer;
    private final Finding settings;
    private final Instant until;
    private final Clock clock;
    private final Map<TopicPartition, Map<String, List<Wanted>>> wanted = new HashMap<>();

    CommandSearch(Consumer<byte[], byte[]> consumer, Finding settings, Clock clock) {
        this.consumer = consumer;
        this.settings = settings;
        this.clock = clock;
        this.until = clock.instant().plus(settings.timeout());
    }

    /** Each is answered, or this throws; those who were answered until then are. */
    void run(List<Wanted> all) {
        Map<TopicPartition, Long> since = new HashMap<>();
        for (Wanted one : all) {
            wanted.computeIfAbsent(one.partition(), partition -> new HashMap<>())
                    .computeIfAbsent(one.id().value(), id -> new ArrayList<>())
                    .add(one);
            long millis = one.since().minus(settings.slack()).toEpochMilli();
            since.merge(one.partition(), Math.max(0, millis), Math::min);
        }
        // The ends first: what comes while the beginnings are asked for needs no look.
        Map<TopicPartition, Long> ends = consumer.endOffsets(since.keySet(), settings.timeout());
        Map<TopicPartition, OffsetAndTimestamp> begins = consumer.offsetsForTimes(since, settings.timeout());
        Map<TopicPartition, Long> from = new HashMap<>();
        for (TopicPartition partition : since.keySet()) {
            OffsetAndTimestamp begin = begins.get(partition);
            if (begin == null) {
                sayAbsent(partition);
            } else {
                from.put(partition, begin.offset());
            }
        }
        consumer.assign(from.keySet());
        from.forEach(consumer::seek);
        read(new HashSet<>(from.keySet()), ends);
    }

    private void read(Set<TopicPartition> open, Map<TopicPartition, Long> ends) {
        while (!open.isEmpty()) {
            if (clock.instant().isAfter(until)) {
                throw new TimeoutException("Expected to have read the topic within %s but %s are left"
                        .formatted(settings.timeout(), open));
            }
            if (open.removeIf(partition -> isRead(partition, ends))) {
                consumer.assign(open);
                continue;
            }
            consumer.poll(POLL_MAX).forEach(this::look);
        }
    }

    private void look(ConsumerRecord<byte[], byte[]> told) {
        Map<String, List<Wanted>> here = wanted.get(new TopicPartition(told.topic(), told.partition()));
        String id = CloudEvent.idOf(told.headers());
        List<Wanted> askers = here == null || id == null ? null : here.remove(id);
        if (askers != null) {
            Position position = new Position(told.partition(), told.offset(), Instant.ofEpochMilli(told.timestamp()));
            askers.forEach(one -> one.found().complete(Optional.of(position)));
        }
    }

    private boolean isRead(TopicPartition partition, Map<TopicPartition, Long> ends) {
        Long end = ends.get(partition);
        if (end == null) {
            throw new IllegalStateException("Expected the end of %s but Kafka did not tell".formatted(partition));
        }
        boolean isRead = consumer.position(partition) >= end;
        if (isRead) {
            sayAbsent(partition);
        }
        return isRead || wanted.getOrDefault(partition, Map.of()).isEmpty();
    }

    /** To those who still wait. */
    private void sayAbsent(TopicPartition partition) {
        Map<String, List<Wanted>> left = wanted.remove(partition);
        if (left != null) {
            left.values().forEach(askers -> askers.forEach(one -> one.found().complete(Optional.empty())));
        }
    }
}
