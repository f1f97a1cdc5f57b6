package dev.muster.twinservice.command.kafka;

import dev.muster.assetmodel.control.ControlCodec;
import dev.muster.assetmodel.control.DeviceCommand;
import dev.muster.assetmodel.identity.CommandId;
import dev.muster.ingest.broker.Brokers;
import dev.muster.ingest.deadline.Partitioning;
import dev.muster.ingest.kafka.AckedProducer;
import dev.muster.ingest.kafka.TopicSpec;
import dev.muster.twinservice.command.CommandLine;
import dev.muster.twinservice.command.CommandRecord;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * The topic {@code commands}, key = source, each record a CloudEvent whose id is the command's: so {@link #find} reads headers only.
 *
 * <p>A command that was released (its {@code issuedAt}) goes to the broker within {@code send-within}, or never; {@code
 * delivery-timeout} later it stands on the topic, or the client has given it up. After both, absent means absent, but for two cases that
 * nobody can see from outside: a broker that is stopped finds it in a socket's buffer when it goes on, or the leader has it and waits for
 * a replica to have it, too (up to {@code replica.lag.time.max.ms}). They are left to the device, which does an id once.
 *
 * <p>The partition is said, and not left to the client, so that one is looked for where it was sent. Thread-safe; never blocks.
 */
public final class KafkaCommandLine implements CommandLine, AutoCloseable {
    static final String TYPE = "dev.muster.command.given";

    private final TopicSpec topic;
    private final CommandLineSettings settings;
    private final AckedProducer producer;
    private final CommandFinder finder;
    private final Clock clock;
    private final Map<CommandId, CompletableFuture<CommandRecord.Position>> underWay = new ConcurrentHashMap<>();

    /** Begins to connect, so that the first command has not to wait for it: it would be too late. The topic is there already. */
    public static KafkaCommandLine create(CommandLineSettings settings, Brokers brokers, TopicSpec topic, Clock clock) {
        AckedProducer producer = AckedProducer.create(settings.publisher(brokers), "muster-commands");
        producer.prepare(topic.name());
        return new KafkaCommandLine(
                topic, settings, producer, CommandFinder.create(brokers, topic, settings.finding(), clock), clock);
    }

    KafkaCommandLine(
            TopicSpec topic, CommandLineSettings settings, AckedProducer producer, CommandFinder finder, Clock clock) {
        this.topic = topic;
        this.settings = settings;
        this.producer = producer;
        this.finder = finder;
        this.clock = clock;
    }

    @Override
    public CompletionStage<CommandRecord.Position> send(DeviceCommand command) {
        ProducerRecord<byte[], byte[]> told = told(command);
        CompletableFuture<CommandRecord.Position> mine = new CompletableFuture<>();
        CompletableFuture<CommandRecord.Position> first = underWay.putIfAbsent(command.id(), mine);
        if (first != null) {
            return first;
        }
        sentBefore(command)
                .thenCompose(
                        found -> found.<CompletionStage<CommandRecord.Position>>map(CompletableFuture::completedStage)
                                .orElseGet(() -> sendNow(command, told)))
                .whenComplete((position, failure) -> {
                    // Before anybody hears of it: who then sends again, sends.
                    underWay.remove(command.id(), mine);
                    if (failure == null) {
                        mine.complete(position);
                    } else {
                        mine.completeExceptionally(
                                failure instanceof CompletionException && failure.getCause() != null
                                        ? failure.getCause()
                                        : failure);
                    }
                });
        return mine;
    }

    /** By a life whose journal is lost: a restored one does not know what it sent. */
    private CompletionStage<Optional<CommandRecord.Position>> sentBefore(DeviceCommand command) {
        Instant restoredTo = settings.finding().restoredTo();
        return restoredTo == null
                ? CompletableFuture.completedStage(Optional.empty())
                : finder.find(command.id(), partition(command), restoredTo);
    }

    private CompletionStage<CommandRecord.Position> sendNow(
            DeviceCommand command, ProducerRecord<byte[], byte[]> told) {
        // What Kafka's client waits for comes after the question.
        Instant latest = command.issuedAt()
                .plus(settings.sendWithin())
                .minus(settings.sending().blockMax());
        return producer.send(List.of(told), () -> !clock.instant().isAfter(latest))
                .thenApply(acks -> position(acks.get(0)));
    }

    @Override
    public CompletionStage<Optional<CommandRecord.Position>> find(DeviceCommand command, Instant since) {
        return finder.find(command.id(), partition(command), since);
    }

    private ProducerRecord<byte[], byte[]> told(DeviceCommand command) {
        return new CloudEvent(
                        command.source().value(),
                        command.id().value(),
                        TYPE,
                        command.issuedAt(),
                        command.asset().value(),
                        ControlCodec.encode(command))
                .on(topic.name(), partition(command));
    }

    private int partition(DeviceCommand command) {
        return Partitioning.partitionOf(command.source(), topic.partitions());
    }

    private static CommandRecord.Position position(RecordMetadata ack) {
        return new CommandRecord.Position(ack.partition(), ack.offset(), Instant.ofEpochMilli(ack.timestamp()));
    }

    /** Waits a bounded time for what is under way. */
    @Override
    public void close() {
        producer.close();
        finder.close();
    }
}
