package dev.muster.loadtest.harness;

import dev.muster.assetmodel.telemetry.Sample;
import dev.muster.assetmodel.telemetry.TelemetryCodec;
import dev.muster.loadtest.service.ServiceFailure;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The topic of a measurement, which the service has made: filled, and read by the bare loop. Not thread-safe. */
final class BenchTopic implements AutoCloseable {
    private final String topic;
    private final KafkaProducer<byte[], byte[]> producer;
    private final KafkaConsumer<byte[], byte[]> consumer;

    BenchTopic(String bootstrapServers, String topic) {
        this.topic = topic;
        this.producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "acks",
                        "all",
                        "compression.type",
                        "lz4",
                        "linger.ms",
                        20,
                        "batch.size",
                        256 * 1024),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        this.consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "enable.auto.commit",
                        false,
                        "auto.offset.reset",
                        "none",
                        "fetch.min.bytes",
                        64 * 1024,
                        "fetch.max.wait.ms",
                        50,
                        "max.poll.records",
                        5_000),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    /** The offset after the last record, by partition. */
    long[] ends() {
        List<TopicPartition> partitions = IntStream.range(
                        0, consumer.partitionsFor(topic).size())
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .toList();
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        return partitions.stream()
                .mapToLong(partition -> ends.getOrDefault(partition, 0L))
                .toArray();
    }

    /** Returns when Kafka has all of them. */
    void produce(Stream<Sample> samples) {
        AtomicReference<Exception> failure = new AtomicReference<>();
        samples.forEach(sample -> producer.send(
                new ProducerRecord<>(
                        topic, sample.source().value().getBytes(StandardCharsets.UTF_8), TelemetryCodec.encode(sample)),
                (metadata, failed) -> {
                    if (failed != null) {
                        failure.compareAndSet(null, failed);
                    }
                }));
        producer.flush();
        Exception failed = failure.get();
        if (failed != null) {
            throw new ServiceFailure("Expected Kafka to take all records but got: " + failed.getMessage());
        }
    }

    BareLoop.Result readBare(long[] starts, long[] ends) {
        return BareLoop.read(consumer, topic, starts, ends);
    }

    @Override
    public void close() {
        producer.close();
        consumer.close();
    }
}
