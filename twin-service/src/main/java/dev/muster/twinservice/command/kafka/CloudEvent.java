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
    private static final String TYPE = "ce_type";
    private static final String SUBJECT = "ce_subject";

    /** @param partition {@code null}: that of Kafka's own partitioner */
    public ProducerRecord<byte[], byte[]> on(String topic, @Nullable Integer partition) {
        ProducerRecord<byte[], byte[]> told = new ProducerRecord<>(topic, partition, key.getBytes(UTF_8), json);
        header(told, "ce_specversion", "1.0");
        header(told, ID, id);
        header(told, "ce_source", "/muster/" + topic);
        header(told, TYPE, type);
        header(told, "ce_time", time.toString());
        header(told, SUBJECT, subject);
        header(told, "content-type", "application/json");
        return told;
    }

    /** {@code null}: it has none. */
    static @Nullable String idOf(Headers headers) {
        return text(headers, ID);
    }

    /** {@code null}: it is no CloudEvent. */
    public static @Nullable String typeOf(Headers headers) {
        return text(headers, TYPE);
    }

    /** {@code null}: it has none. */
    public static @Nullable String subjectOf(Headers headers) {
        return text(headers, SUBJECT);
    }

    private static @Nullable String text(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), UTF_8);
    }

    private static void header(ProducerRecord<byte[], byte[]> told, String name, String value) {
        told.headers().add(name, value.getBytes(UTF_8));
    }
}
