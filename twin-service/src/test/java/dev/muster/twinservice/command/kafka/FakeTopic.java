package dev.muster.twinservice.command.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.muster.assetmodel.control.ControlCodec;
import dev.muster.assetmodel.control.DeviceCommand;
import dev.muster.twinservice.command.kafka.CommandLineSettings.Finding;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/** The topic {@code commands} with what a test puts there, and timers that run when the test says so. */
final class FakeTopic {
    /** How many consumers were made: one for each search. */
    int searches;

    /** Partitions from which something was read. */
    final Set<TopicPartition> read = new TreeSet<>(Comparator.comparing(TopicPartition::toString));

    /** From where on each partition was read, by the last search. */
    final Map<TopicPartition, Long> sought = new HashMap<>();

    boolean away;
    /** Called before each poll. */
    Runnable onPoll = () -> {};

    Clock clock = Clock.fixed(Given.AT, ZoneOffset.UTC);

    private final Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> log = new HashMap<>();
    private final Queue<Runnable> timers = new ArrayDeque<>();

    CommandFinder finder(Finding settings) {
        return new CommandFinder(
                this::consumer,
                Given.TOPIC,
                settings,
                (delay, task) -> {
                    timers.add(task);
                    return () -> timers.remove(task);
                },
                new Clock() {
                    @Override
                    public ZoneId getZone() {
                        return ZoneOffset.UTC;
                    }

                    @Override
                    public Clock withZone(ZoneId zone) {
                        return this;
                    }

                    @Override
                    public Instant instant() {
                        return clock.instant();
                    }
                },
                () -> {});
    }

    void runTimers() {
        for (Runnable task = timers.poll(); task != null; task = timers.poll()) {
            task.run();
        }
    }

    int timers() {
        return timers.size();
    }

    void add(DeviceCommand command, Instant at) {
        add(Given.partition(command), command.id().value(), ControlCodec.encode(command), at);
    }

    /** @param id empty: a record without headers */
    void add(int partition, String id, byte[] value, Instant at) {
        RecordHeaders headers = new RecordHeaders();
        if (!id.isEmpty()) {
            headers.add("ce_id", id.getBytes(UTF_8));
        }
        TopicPartition topic = new TopicPartition("commands", partition);
        List<ConsumerRecord<byte[], byte[]>> records = log.computeIfAbsent(topic, p -> new ArrayList<>());
        records.add(new ConsumerRecord<>(
                "commands",
                partition,
                records.size(),
                at.toEpochMilli(),
                TimestampType.LOG_APPEND_TIME,
                0,
                value.length,
                new byte[0],
                value,
                headers,
                Optional.empty()));
    }

    private Consumer<byte[], byte[]> consumer() {
        searches++;
        if (away) {
            throw new KafkaException("No resolvable bootstrap urls");
        }
        return new MockConsumer<>(OffsetResetStrategy.NONE) {
            @Override
            public synchronized Map<TopicPartition, Long> endOffsets(Collection<TopicPartition> asked, Duration max) {
                Map<TopicPartition, Long> ends = new HashMap<>();
                asked.forEach(
                        p -> ends.put(p, (long) log.getOrDefault(p, List.of()).size()));
                return ends;
            }

            @Override
            public synchronized Map<TopicPartition, OffsetAndTimestamp> offsetsForTimes(
                    Map<TopicPartition, Long> asked, Duration max) {
                Map<TopicPartition, OffsetAndTimestamp> found = new HashMap<>();
                asked.forEach((p, millis) -> found.put(
                        p,
                        log.getOrDefault(p, List.of()).stream()
                                .filter(told -> told.timestamp() >= millis)
                                .findFirst()
                                .map(told -> new OffsetAndTimestamp(told.offset(), told.timestamp()))
                                .orElse(null)));
                return found;
            }

            @Override
            public synchronized void seek(TopicPartition partition, long offset) {
                sought.put(partition, offset);
                super.seek(partition, offset);
            }

            /** Two records of each at a time. */
            @Override
            public synchronized ConsumerRecords<byte[], byte[]> poll(Duration max) {
                onPoll.run();
                Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> next = new HashMap<>();
                for (TopicPartition p : assignment()) {
                    List<ConsumerRecord<byte[], byte[]>> all = log.getOrDefault(p, List.of());
                    int from = (int) position(p);
                    int to = Math.min(all.size(), from + 2);
                    if (from < to) {
                        read.add(p);
                        next.put(p, List.copyOf(all.subList(from, to)));
                        super.seek(p, to);
                    }
                }
                return new ConsumerRecords<>(next);
            }
        };
    }
}
