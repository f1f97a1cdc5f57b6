package dev.muster.loadtest.bench;

import dev.muster.loadtest.service.ServiceFailure;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/** How far consumer groups have committed, as Kafka has it: the same question for everybody who commits. */
public final class Groups implements AutoCloseable {
    private static final int ANSWER_SECONDS = 30;

    private final Admin admin;

    public Groups(String bootstrapServers) {
        this.admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
    }

    /** A topic as Muster makes its own. */
    public void create(String topic, int partitions) {
        await(admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1)
                        .configs(Map.of("message.timestamp.type", "LogAppendTime"))))
                .all());
    }

    /** Whether a group has committed a topic up to {@code ends}, by partition. */
    public boolean hasReached(String group, String topic, List<Long> ends) {
        return hasReached(committed(group), topic, ends);
    }

    static boolean hasReached(Map<TopicPartition, Long> committed, String topic, List<Long> ends) {
        for (int partition = 0; partition < ends.size(); partition++) {
            if (committed.getOrDefault(new TopicPartition(topic, partition), 0L) < ends.get(partition)) {
                return false;
            }
        }
        return true;
    }

    /**
     * Whether a group has committed a topic up to {@code ends}, and of all topics in between, which it writes itself, all that is there.
     * What is committed was flushed on, so whoever asks for ends after commits misses nothing that is on its way.
     */
    public boolean isQuiet(String group, String topic, List<Long> ends, Set<TopicPartition> between) {
        Map<TopicPartition, Long> committed = committed(group);
        return hasReached(committed, topic, ends)
                && ends(between).entrySet().stream()
                        .allMatch(end -> committed.getOrDefault(end.getKey(), 0L) >= end.getValue());
    }

    /** The partitions of all topics that begin and end so. */
    public Set<TopicPartition> partitions(String prefix, String ending) {
        List<String> topics = await(admin.listTopics().names()).stream()
                .filter(name -> name.startsWith(prefix) && name.endsWith(ending))
                .toList();
        return await(admin.describeTopics(topics).allTopicNames()).entrySet().stream()
                .flatMap(topic -> topic.getValue().partitions().stream()
                        .map(partition -> new TopicPartition(topic.getKey(), partition.partition())))
                .collect(Collectors.toSet());
    }

    private Map<TopicPartition, Long> committed(String group) {
        Map<TopicPartition, Long> committed = new HashMap<>();
        await(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata())
                .forEach((partition, offset) -> {
                    if (offset != null) {
                        committed.put(partition, offset.offset());
                    }
                });
        return committed;
    }

    private Map<TopicPartition, Long> ends(Set<TopicPartition> partitions) {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        partitions.forEach(partition -> asked.put(partition, OffsetSpec.latest()));
        Map<TopicPartition, Long> ends = new HashMap<>();
        Map<TopicPartition, ListOffsetsResultInfo> found =
                await(admin.listOffsets(asked).all());
        found.forEach((partition, end) -> ends.put(partition, end.offset()));
        return ends;
    }

    private static <T> T await(KafkaFuture<T> answer) {
        try {
            return answer.get(ANSWER_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new ServiceFailure("Expected Kafka to answer but got: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServiceFailure("Interrupted while waiting for Kafka");
        }
    }

    @Override
    public void close() {
        admin.close();
    }
}
