package dev.muster.ingest.kafka;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.muster.ingest.Quarantine;
import dev.muster.ingest.QuarantinedRecord;
import dev.muster.ingest.QuarantinedRecord.Payload;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Quarantine as a Kafka topic, JSON version 1, key = {@link QuarantinedRecord#id()}:
 *
 * <pre>{@code
 * {"v":1,"id":"telemetry/3@42","reason":"malformed","detail":"Expected a JSON object","topic":"telemetry","partition":3,
 *  "offset":42,"receivedAt":"2030-01-02T03:04:05.678Z","key":"WT-07","payload":"Z2FyYmFnZQ==","payloadBytes":7}
 * }</pre>
 *
 * {@code payload} is base64, absent for a record without value; when it is only the beginning of a larger value,
 * {@code payloadSha256} is there and speaks of the whole. A record that was delivered again stands there again, under the
 * same id. Thread-safe.
 */
public final class KafkaQuarantine implements Quarantine, AutoCloseable {
    /** The version that this build writes. */
    public static final int VERSION = 1;

    private static final ObjectMapper NAMES = new ObjectMapper();
    private static final JsonFactory JSON = new JsonFactory();

    private final String topic;
    private final AckedProducer producer;

    /** Connects to nothing yet. */
    public static KafkaQuarantine create(PublisherSettings settings, String topic) {
        return new KafkaQuarantine(topic, AckedProducer.create(settings, "muster-quarantine"));
    }

    KafkaQuarantine(String topic, AckedProducer producer) {
        this.topic = topic;
        this.producer = producer;
    }

    @Override
    public CompletionStage<?> put(List<QuarantinedRecord> records) {
        List<ProducerRecord<byte[], byte[]>> encoded = new ArrayList<>(records.size());
        for (QuarantinedRecord record : records) {
            encoded.add(new ProducerRecord<>(topic, record.id().getBytes(StandardCharsets.UTF_8), encode(record)));
        }
        return producer.send(encoded);
    }

    static byte[] encode(QuarantinedRecord record) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeNumberField("v", VERSION);
            json.writeStringField("id", record.id());
            json.writeStringField("reason", NAMES.convertValue(record.reason(), String.class));
            json.writeStringField("detail", record.detail());
            json.writeStringField("topic", record.origin().topic());
            json.writeNumberField("partition", record.origin().partition());
            json.writeNumberField("offset", record.origin().offset());
            json.writeStringField("receivedAt", record.receivedAt().toString());
            writeIfPresent(json, "key", record.key());
            Payload payload = record.payload();
            writeIfPresent(json, "payload", payload.base64());
            json.writeNumberField("payloadBytes", payload.sizeBytes());
            writeIfPresent(json, "payloadSha256", payload.sha256());
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("Writing an array cannot fail", e);
        }
        return bytes.toByteArray();
    }

    private static void writeIfPresent(JsonGenerator json, String field, @Nullable String value) throws IOException {
        if (value != null) {
            json.writeStringField(field, value);
        }
    }

    /** Waits a bounded time for records under way. */
    @Override
    public void close() {
        producer.close();
    }
}
