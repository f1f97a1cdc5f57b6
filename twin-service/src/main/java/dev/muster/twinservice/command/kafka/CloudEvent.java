package dev.muster.twinservice.command.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * A CloudEvent in the binary mode of its Kafka protocol binding, with a JSON payload.
 *
 * @param key of the record: events of one key keep their order
 * @param id the same for every repetition of one event, so that readers can take each once
 * @param type such as {@code dev.muster.command.changed}
 * @param time of what happened
 * @param subject what it is about
 */
@SuppressWarnings("ArrayRecordComponent") // written once, compared never
public record CloudEvent(String key, String id, String type, Instant time, String subject, byte[] json) {
    private static final String ID = "ce_id";

    /** @param partition {@code null}: that of Kafka's own partitioner */
    ProducerRecord<byte[], byte[]> on(String topic, @Nullable Integer partition) {
        ProducerRecord<byte[], byte[]> told = new ProducerRecord<>(topic, partition, key.getBytes(UTF_8), json);
        header(told, "ce_specversion", "1.0");
        header(told, ID, id);
        header(told, "ce_source", "/muster/" + topic);
        header(told, "ce_type", type);
        header(told, "ce_time", time.toString());
        header(told, "ce_subject", subject);
        header(told, "content-type", "application/json");
        return told;
    }

    /** {@code null}: it has none. */
    static @Nullable String idOf(Headers headers) {
        Header id = headers.lastHeader(ID);
        return id == null || id.value() == null ? null : new String(id.value(), UTF_8);
    }

    private static void header(ProducerRecord<byte[], byte[]> told, String name, String value) {
        told.headers().add(name, value.getBytes(UTF_8));
    }
}
