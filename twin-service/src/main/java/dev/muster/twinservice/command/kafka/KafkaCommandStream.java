package dev.muster.twinservice.command.kafka;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.muster.ingest.kafka.PublisherSettings;
import dev.muster.twinservice.command.CommandRecord;
import dev.muster.twinservice.command.CommandRecordCodec;
import dev.muster.twinservice.command.CommandStream;
import dev.muster.twinservice.command.Transition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * What becomes of commands, on the topic {@code command-records}, key = asset: a CloudEvent for each change, with the whole command.
 * Its id is the command and the number of its transitions: a repetition has the same, and of two the one with more is newer.
 */
public final class KafkaCommandStream implements CommandStream, AutoCloseable {
    /** The version that this build writes. */
    public static final int VERSION = 1;

    static final String TYPE = "dev.muster.command.changed";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final CloudEventTopic topic;

    /** Connects to nothing yet. */
    public static KafkaCommandStream create(PublisherSettings settings, String topic) {
        return new KafkaCommandStream(CloudEventTopic.create(settings, topic));
    }

    /** Closes {@code topic} in the end. */
    public KafkaCommandStream(CloudEventTopic topic) {
        this.topic = topic;
    }

    @Override
    public CompletionStage<?> publish(CommandRecord told) {
        List<Transition> transitions = told.transitions();
        return topic.publish(new CloudEvent(
                told.asset().value(),
                told.id() + "/" + transitions.size(),
                TYPE,
                transitions.get(transitions.size() - 1).at(),
                told.asset().value(),
                encode(told)));
    }

    /** The stored form, and in front of it what others ask for first. */
    static byte[] encode(CommandRecord told) {
        try {
            ObjectNode json = JSON.createObjectNode()
                    .put("v", VERSION)
                    .put("id", told.id().value())
                    .put("asset", told.asset().value())
                    .put("status", JSON.convertValue(told.status(), String.class));
            json.setAll((ObjectNode) JSON.readTree(CommandRecordCodec.encode(told)));
            return JSON.writeValueAsBytes(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Expected a record that has a form in JSON but got " + told, e);
        } catch (IOException e) {
            throw new UncheckedIOException("Reading an array cannot fail", e);
        }
    }

    @Override
    public void close() {
        topic.close();
    }
}
