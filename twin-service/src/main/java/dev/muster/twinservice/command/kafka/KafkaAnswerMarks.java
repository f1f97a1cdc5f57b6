package dev.muster.twinservice.command.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.ingest.deadline.Partitioning;
import dev.muster.ingest.kafka.AckedProducer;
import dev.muster.ingest.kafka.PublisherSettings;
import dev.muster.ingest.kafka.TopicSpec;
import dev.muster.twinservice.command.desk.AnswerMarks;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/** Marks on the topic {@code command-acks}, in the partition where the answers of their source are. Thread-safe. */
public final class KafkaAnswerMarks implements AnswerMarks, AutoCloseable {
    /** Of the CloudEvent that a mark is; its subject is the asset. */
    public static final String TYPE = "dev.muster.answers.marked";

    private static final byte[] NOTHING = "{}".getBytes(UTF_8);

    private final TopicSpec topic;
    private final AckedProducer producer;
    private final Clock clock;

    /** Connects to nothing yet. The topic is there already. */
    public static KafkaAnswerMarks create(PublisherSettings settings, TopicSpec topic, Clock clock) {
        return new KafkaAnswerMarks(topic, AckedProducer.create(settings, "muster-answer-marks"), clock);
    }

    public KafkaAnswerMarks(TopicSpec topic, AckedProducer producer, Clock clock) {
        this.topic = topic;
        this.producer = producer;
        this.clock = clock;
    }

    @Override
    public CompletionStage<Instant> mark(SourceId source, AssetId asset) {
        CloudEvent mark = new CloudEvent(
                source.value(), UUID.randomUUID().toString(), TYPE, clock.instant(), asset.value(), NOTHING);
        return producer.send(List.of(mark.on(topic.name(), Partitioning.partitionOf(source, topic.partitions()))))
                .thenApplyAsync(acks -> Instant.ofEpochMilli(acks.get(0).timestamp()), Runnable::run);
    }

    /** Waits a bounded time for what is under way. */
    @Override
    public void close() {
        producer.close();
    }
}
