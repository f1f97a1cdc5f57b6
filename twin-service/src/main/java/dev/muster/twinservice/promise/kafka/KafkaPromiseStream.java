package dev.muster.twinservice.promise.kafka;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.fasterxml.jackson.module.paramnames.ParameterNamesModule;
import dev.muster.ingest.kafka.PublisherSettings;
import dev.muster.twinservice.command.kafka.CloudEvent;
import dev.muster.twinservice.command.kafka.CloudEventTopic;
import dev.muster.twinservice.promise.Attempt;
import dev.muster.twinservice.promise.Promise;
import dev.muster.twinservice.promise.PromiseStream;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Promises on the compacted topic {@code promises}, key = {@code asset|property}: a CloudEvent with the whole promise for each change, so
 * that the last one of a key is all there is to know. Its id is made of the promise and its revision: a repetition has the same.
 */
public final class KafkaPromiseStream implements PromiseStream, AutoCloseable {
    /** The version that this build writes. */
    public static final int VERSION = 1;

    static final String TYPE = "dev.muster.promise.changed";

    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModules(new ParameterNamesModule(), new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS, SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .build();

    private final CloudEventTopic topic;

    /** Connects to nothing yet. */
    public static KafkaPromiseStream create(PublisherSettings settings, String topic) {
        return new KafkaPromiseStream(CloudEventTopic.create(settings, topic));
    }

    /** Closes {@code topic} in the end. */
    public KafkaPromiseStream(CloudEventTopic topic) {
        this.topic = topic;
    }

    @Override
    public CompletionStage<?> publish(Promise told) {
        return topic.publish(event(told));
    }

    static CloudEvent event(Promise told) {
        String key = told.key().toString();
        return new CloudEvent(
                key,
                "%s/%d/%d".formatted(printable(key), told.since().toEpochMilli(), told.revision()),
                TYPE,
                changedAt(told),
                printable(key),
                encode(told));
    }

    static byte[] encode(Promise told) {
        try {
            ObjectNode json = JSON.createObjectNode().put("v", VERSION);
            json.setAll((ObjectNode) JSON.valueToTree(told));
            return JSON.writeValueAsBytes(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Expected a promise that has a form in JSON but got " + told, e);
        }
    }

    /** As exactly as the promise itself says. */
    private static Instant changedAt(Promise told) {
        List<Attempt> attempts = told.lastAttempts();
        Instant tried = attempts.isEmpty()
                ? told.since()
                : attempts.get(attempts.size() - 1).at();
        Instant ended = told.endedAt();
        return ended != null && ended.isAfter(tried) ? ended : tried;
    }

    /** Properties are any text; headers are not. */
    private static String printable(String key) {
        return key.replaceAll("[^ -~]", "_");
    }

    @Override
    public void close() {
        topic.close();
    }
}
