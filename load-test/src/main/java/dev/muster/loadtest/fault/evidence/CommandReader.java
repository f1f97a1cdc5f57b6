package dev.muster.loadtest.fault.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.muster.assetmodel.identity.CommandId;
import dev.muster.loadtest.client.ApiPath;
import dev.muster.loadtest.client.RequestFailed;
import dev.muster.loadtest.fault.check.CommandEnd;
import dev.muster.loadtest.fault.check.GivenCommand;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What Muster says became of commands: asked for each, and everything that it ever told everybody. Not thread-safe. */
public final class CommandReader {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int NOT_FOUND = 404;
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration READ_WITHIN = Duration.ofSeconds(60);

    private final Nodes nodes;
    private final String kafka;
    private final String topic;

    public CommandReader(Nodes nodes, String kafka, String topic) {
        this.nodes = nodes;
        this.kafka = kafka;
        this.topic = topic;
    }

    /** As a node knows it now; {@code told}: the ends that stood on the topic. */
    public CommandEnd end(GivenCommand given, SortedSet<String> told) {
        JsonNode command;
        try {
            command = nodes.ask(node -> node.send("GET", ApiPath.commands(given.asset()) + "/" + given.id(), null));
        } catch (RequestFailed e) {
            if (e.status() == NOT_FOUND) {
                return new CommandEnd(false, "", told, null);
            }
            throw e;
        }
        SortedSet<String> ends = ends(command.path("transitions"));
        ends.addAll(told);
        return new CommandEnd(
                true,
                command.path("status").asText(),
                ends,
                Instant.parse(command.path("due").asText()));
    }

    /** The ends of all commands that stand on the topic, from its beginning to its end now. */
    public Map<CommandId, SortedSet<String>> told() {
        Map<CommandId, SortedSet<String>> told = new HashMap<>();
        try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            long deadline = System.nanoTime() + READ_WITHIN.toNanos();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())
                    && System.nanoTime() < deadline) {
                consumer.poll(POLL).forEach(received -> read(received, told));
            }
        }
        return told;
    }

    private static void read(ConsumerRecord<byte[], byte[]> received, Map<CommandId, SortedSet<String>> told) {
        if (received.value() == null) {
            return;
        }
        try {
            JsonNode known = JSON.readTree(received.value());
            CommandId id = new CommandId(known.path("request").path("id").asText());
            told.computeIfAbsent(id, any -> new TreeSet<>()).addAll(ends(known.path("transitions")));
        } catch (IOException e) {
            throw new IllegalStateException(
                    "Expected a command's record at %s-%d, offset %d"
                            .formatted(received.topic(), received.partition(), received.offset()),
                    e);
        }
    }

    /** What came late was recorded, and ended nothing. */
    private static SortedSet<String> ends(JsonNode transitions) {
        SortedSet<String> ends = new TreeSet<>();
        for (JsonNode transition : transitions) {
            String status = transition.path("status").asText();
            if (CommandEnd.isEnd(status) && !transition.path("late").asBoolean(false)) {
                ends.add(status);
            }
        }
        return ends;
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        return new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        kafka,
                        ConsumerConfig.CLIENT_ID_CONFIG,
                        "fault-checker",
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false,
                        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                        false),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }
}
