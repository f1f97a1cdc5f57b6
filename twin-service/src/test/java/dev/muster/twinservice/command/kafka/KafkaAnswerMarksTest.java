package dev.muster.twinservice.command.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.ingest.deadline.Partitioning;
import dev.muster.ingest.kafka.AckedProducer;
import dev.muster.ingest.kafka.TopicSettings;
import dev.muster.ingest.kafka.TopicSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class KafkaAnswerMarksTest {
    private static final Instant NOW = Instant.parse("2030-01-02T03:04:35Z");
    private static final TopicSpec ACKS =
            TopicSettings.from(ConfigFactory.defaultReference()).commandAcks();
    private static final SourceId SOURCE = new SourceId("gateway-1");

    private final ByteArraySerializer bytes = new ByteArraySerializer();
    private final MockProducer<byte[], byte[]> kafka = new MockProducer<>(true, bytes, bytes);
    private final KafkaAnswerMarks marks = new KafkaAnswerMarks(
            ACKS, new AckedProducer(() -> kafka, "test-marks", 10), Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void shouldMarkWhereTheAnswersOfTheSourceAre() {
        assertThat(marks.mark(SOURCE, new AssetId("WT-07"))).succeedsWithin(Duration.ofSeconds(30));

        ProducerRecord<byte[], byte[]> mark = kafka.history().get(0);
        assertThat(mark.topic()).isEqualTo("command-acks");
        assertThat(mark.partition()).isEqualTo(Partitioning.partitionOf(SOURCE, ACKS.partitions()));
        assertThat(mark.key()).isEqualTo("gateway-1".getBytes(UTF_8));
        assertThat(CloudEvent.typeOf(mark.headers())).isEqualTo(KafkaAnswerMarks.TYPE);
        assertThat(CloudEvent.subjectOf(mark.headers())).isEqualTo("WT-07");
        assertThat(UUID.fromString(CloudEvent.idOf(mark.headers()))).isNotNull();
    }

    @Test
    void shouldFailWhenKafkaDoesNotTakeIt() {
        kafka.sendException = new org.apache.kafka.common.errors.TimeoutException("no metadata");

        assertThat(marks.mark(SOURCE, new AssetId("WT-07"))).failsWithin(Duration.ofSeconds(30));
    }
}
