package dev.muster.loadtest.backup;

import dev.muster.loadtest.backup.Manifest.TopicCopy;
import dev.muster.loadtest.client.Poll;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Offsets of all groups, and the records that a new Kafka must have: those that a group has not read yet, and everything of topics that
 * no group reads (the model's changelog, promises, commands: state, or what somebody may look for).
 */
final class KafkaCopy implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration SILENT_MAX = Duration.ofSeconds(30);
    private static final Duration MEMBERS_GONE_WITHIN = Duration.ofMinutes(1);
    private static final int RECORD_BYTES_MAX = 16 * 1024 * 1024;

    private final String bootstrap;
    private final Admin admin;

    KafkaCopy(String bootstrap) {
        this.bootstrap = bootstrap;
        this.admin = Admin.create(Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap));
    }

    /** By group, by partition. */
    Map<String, Map<String, Long>> offsets() {
        Map<String, Map<String, Long>> offsets = new TreeMap<>();
        for (String group : groups()) {
            Map<String, Long> ofGroup = new TreeMap<>();
            get(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata())
                    .forEach((partition, offset) -> {
                        if (offset != null) {
                            ofGroup.put(partition.toString(), offset.offset());
                        }
                    });
            if (!ofGroup.isEmpty()) {
                offsets.put(group, ofGroup);
            }
        }
        return offsets;
    }

    private List<String> groups() {
        return get(admin.listConsumerGroups().all()).stream()
                .map(group -> group.groupId())
                .sorted()
                .toList();
    }

    /** Copies records up to the ends as they are now. {@code offsets}: those of {@link #offsets}, of a moment before. */
    List<TopicCopy> copyTo(Path directory, Map<String, Map<String, Long>> offsets) {
        Map<String, Long> read = new HashMap<>();
        offsets.values()
                .forEach(ofGroup -> ofGroup.forEach((partition, offset) -> read.merge(partition, offset, Math::min)));
        List<TopicCopy> copies = new ArrayList<>();
        for (TopicDescription topic : topics().values()) {
            List<TopicPartition> partitions = IntStream.range(
                            0, topic.partitions().size())
                    .mapToObj(number -> new TopicPartition(topic.name(), number))
                    .toList();
            long records = copy(partitions, read, file(directory, topic.name()));
            copies.add(new TopicCopy(topic.name(), partitions.size(), configs(topic.name()), records));
        }
        return copies;
    }

    static Path file(Path directory, String topic) {
        return directory.resolve(topic + ".records.gz");
    }

    private Map<String, TopicDescription> topics() {
        return new TreeMap<>(
                get(admin.describeTopics(get(admin.listTopics().names())).allTopicNames()));
    }

    private Map<String, String> configs(String topic) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        return get(admin.describeConfigs(List.of(resource)).all()).values().stream()
                .flatMap(config -> config.entries().stream())
                .filter(entry -> entry.source() == ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG)
                .collect(Collectors.toMap(ConfigEntry::name, ConfigEntry::value, (one, other) -> one, TreeMap::new));
    }

    private long copy(List<TopicPartition> partitions, Map<String, Long> read, Path file) {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer();
                RecordFile.Writer writer = new RecordFile.Writer(file)) {
            Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            consumer.assign(partitions);
            partitions.forEach(partition -> consumer.seek(
                    partition,
                    Math.max(beginnings.getOrDefault(partition, 0L), read.getOrDefault(partition.toString(), 0L))));
            long records = 0;
            long heardNanos = System.nanoTime();
            while (!isRead(consumer, ends)) {
                for (ConsumerRecord<byte[], byte[]> one : consumer.poll(POLL)) {
                    heardNanos = System.nanoTime();
                    if (one.offset() < ends.getOrDefault(new TopicPartition(one.topic(), one.partition()), 0L)) {
                        writer.write(one);
                        records++;
                    }
                }
                if (System.nanoTime() - heardNanos > SILENT_MAX.toNanos()) {
                    throw new BackupFailure("Expected to read %s to its end but nothing came for %d s"
                            .formatted(partitions, SILENT_MAX.toSeconds()));
                }
            }
            return records;
        } catch (IOException e) {
            throw new BackupFailure("Expected to write %s but got: %s".formatted(file, e.getMessage()), e);
        }
    }

    private static boolean isRead(KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    /** Into a Kafka that has none of the topics. Returns how many records. */
    long restore(Path directory, List<TopicCopy> topics) {
        get(admin.createTopics(topics.stream()
                        .map(topic -> new NewTopic(topic.name(), Optional.of(topic.partitions()), Optional.empty())
                                .configs(topic.configs()))
                        .toList())
                .all());
        long records = 0;
        for (TopicCopy topic : topics) {
            AtomicReference<@Nullable Exception> failed = new AtomicReference<>();
            long read;
            try (KafkaProducer<byte[], byte[]> producer = producer()) {
                read = RecordFile.read(file(directory, topic.name()), topic.name(), one -> {
                    // What fails is known at the end.
                    Future<?> unused = producer.send(one, (position, failure) -> {
                        if (failure != null) {
                            failed.set(failure);
                        }
                    });
                });
                producer.flush();
            } catch (IOException e) {
                throw new BackupFailure(
                        "Expected to read what is to be restored of %s but got: %s".formatted(topic.name(), e), e);
            }
            if (failed.get() != null) {
                throw new BackupFailure(
                        "Expected Kafka to take the records of %s but got: %s".formatted(topic.name(), failed.get()));
            }
            if (read != topic.records()) {
                throw new BackupFailure("Expected %d records of %s in the backup but there are %d: it is damaged"
                        .formatted(topic.records(), topic.name(), read));
            }
            records += read;
        }
        return records;
    }

    /**
     * Sets every group back to where it was. Kafka refuses while a group has members, and after a restart it knows those of before until
     * their sessions end.
     */
    void rewind(Map<String, Map<String, Long>> offsets) {
        offsets.forEach((group, ofGroup) -> {
            if (!Poll.untilTrue(MEMBERS_GONE_WITHIN, () -> !hasMembers(group))) {
                throw new BackupFailure(
                        "Expected nobody to read as group %s but somebody does: stop every node of Muster"
                                .formatted(group));
            }
            Map<TopicPartition, OffsetAndMetadata> wanted = new HashMap<>();
            ofGroup.forEach((partition, offset) -> wanted.put(partition(partition), new OffsetAndMetadata(offset)));
            get(admin.alterConsumerGroupOffsets(group, wanted).all());
        });
    }

    private boolean hasMembers(String group) {
        return get(admin.describeConsumerGroups(List.of(group)).all()).values().stream()
                .anyMatch(described -> !described.members().isEmpty());
    }

    private static TopicPartition partition(String name) {
        int dash = name.lastIndexOf('-');
        return new TopicPartition(name.substring(0, dash), Integer.parseInt(name.substring(dash + 1)));
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        return new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrap,
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "none",
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    private KafkaProducer<byte[], byte[]> producer() {
        return new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrap,
                        ProducerConfig.ACKS_CONFIG,
                        "all",
                        // The topic was just made: a second request could overtake the first for good (KAFKA-15591).
                        ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
                        1,
                        ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                        RECORD_BYTES_MAX,
                        ProducerConfig.COMPRESSION_TYPE_CONFIG,
                        "lz4"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    private static <T> T get(KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new BackupFailure("Expected an answer from Kafka but got: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BackupFailure("Interrupted while waiting for Kafka", e);
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }
}
