package dev.muster.ingest.kafka;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** The offsets of one topic and one group, as the brokers have them. */
public final class KafkaOffsets implements OffsetGuard.Offsets {
    private final KafkaAdmin kafka;
    private final String topic;
    private final String group;

    public KafkaOffsets(KafkaAdmin kafka, String topic, String group) {
        this.kafka = kafka;
        this.topic = topic;
        this.group = group;
    }

    @Override
    public CompletionStage<Set<TopicPartition>> partitions() {
        return kafka.ask(admin ->
                        admin.describeTopics(Set.of(topic)).allTopicNames().toCompletionStage())
                .thenApply(topics -> {
                    TopicDescription description = topics.get(topic);
                    int count =
                            description == null ? 0 : description.partitions().size();
                    return IntStream.range(0, count)
                            .mapToObj(number -> new TopicPartition(topic, number))
                            .collect(Collectors.toSet());
                });
    }

    @Override
    public CompletionStage<Map<TopicPartition, Long>> committed() {
        return kafka.ask(admin -> admin.listConsumerGroupOffsets(group)
                        .partitionsToOffsetAndMetadata()
                        .toCompletionStage())
                .thenApply(found -> {
                    Map<TopicPartition, Long> offsets = new HashMap<>();
                    found.forEach((partition, offset) -> {
                        if (offset != null) {
                            offsets.put(partition, offset.offset());
                        }
                    });
                    return offsets;
                });
    }

    @Override
    public CompletionStage<Map<TopicPartition, Long>> beginnings(Collection<TopicPartition> partitions) {
        return offsets(partitions, OffsetSpec.earliest());
    }

    @Override
    public CompletionStage<Map<TopicPartition, Long>> ends(Collection<TopicPartition> partitions) {
        return offsets(partitions, OffsetSpec.latest());
    }

    @Override
    public CompletionStage<Void> commit(Map<TopicPartition, Long> offsets) {
        Map<TopicPartition, OffsetAndMetadata> wanted = new HashMap<>();
        offsets.forEach((partition, offset) -> wanted.put(partition, new OffsetAndMetadata(offset)));
        return kafka.ask(
                admin -> admin.alterConsumerGroupOffsets(group, wanted).all().toCompletionStage());
    }

    private CompletionStage<Map<TopicPartition, Long>> offsets(
            Collection<TopicPartition> partitions, OffsetSpec which) {
        Map<TopicPartition, OffsetSpec> asked =
                partitions.stream().collect(Collectors.toMap(Function.identity(), partition -> which));
        return kafka.ask(admin -> {
            ListOffsetsResult answers = admin.listOffsets(asked);
            Map<TopicPartition, Long> found = new ConcurrentHashMap<>();
            // One by one: a partition without a leader must not hide the others.
            CompletableFuture<?>[] each = partitions.stream()
                    .map(partition -> answers.partitionResult(partition)
                            .toCompletionStage()
                            .thenAccept(info -> found.put(partition, info.offset()))
                            .toCompletableFuture())
                    .toArray(CompletableFuture[]::new);
            return CompletableFuture.allOf(each).handle((all, failure) -> {
                if (failure != null && found.isEmpty()) {
                    throw new CompletionException(failure);
                }
                return found;
            });
        });
    }
}
