package dev.muster.twinservice.command.kafka;

import static dev.muster.twinservice.command.kafka.Given.AT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.muster.assetmodel.control.Arguments;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.CommandId;
import dev.muster.assetmodel.identity.CommandName;
import dev.muster.assetmodel.identity.Principal;
import dev.muster.ingest.kafka.AckedProducer;
import dev.muster.twinservice.command.CommandRecord;
import dev.muster.twinservice.command.CommandRecordCodec;
import dev.muster.twinservice.command.CommandRequest;
import dev.muster.twinservice.command.CommandStatus;
import dev.muster.twinservice.command.Transition;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class KafkaCommandStreamTest {
    private static final ByteArraySerializer BYTES = new ByteArraySerializer();
    private static final AssetId ASSET = new AssetId("WT-07");
    private static final CommandId ID = CommandId.of(ASSET, "k");
    private static final CommandRecord RECORD = new CommandRecord(
            new CommandRequest(
                    ID,
                    ASSET,
                    "k",
                    new CommandName("stop"),
                    Arguments.NONE,
                    new Principal("anna"),
                    "",
                    Duration.ofSeconds(30),
                    null,
                    null),
            null,
            null,
            null,
            List.of(
                    new Transition(CommandStatus.ACCEPTED, AT, "", false),
                    new Transition(CommandStatus.EXPIRED, AT.plusSeconds(30), "", false),
                    new Transition(CommandStatus.SUCCEEDED, AT.plusSeconds(40), "", true)));

    @Test
    void shouldTellWholeCommandUnderItsAssetWithIdOfItsVersion() throws Exception {
        MockProducer<byte[], byte[]> kafka = new MockProducer<>(true, BYTES, BYTES);
        try (KafkaCommandStream stream = stream(kafka)) {
            assertThat(stream.publish(RECORD)).succeedsWithin(Duration.ofSeconds(30));
        }

        ProducerRecord<byte[], byte[]> told = kafka.history().get(0);
        assertThat(told.topic()).isEqualTo("command-records");
        assertThat(told.key()).isEqualTo("WT-07".getBytes(UTF_8));
        assertThat(StreamSupport.stream(told.headers().spliterator(), false)
                        .collect(Collectors.toMap(Header::key, header -> new String(header.value(), UTF_8))))
                .isEqualTo(Map.of(
                        "ce_specversion", "1.0",
                        "ce_id", ID + "/3",
                        "ce_source", "/muster/command-records",
                        "ce_type", "dev.muster.command.changed",
                        "ce_time", "2030-01-02T03:04:45Z",
                        "ce_subject", "WT-07",
                        "content-type", "application/json"));
        JsonNode json = new ObjectMapper().readTree(told.value());
        assertThat(json.path("v").intValue()).isOne();
        assertThat(json.path("id").textValue()).isEqualTo(ID.value());
        assertThat(json.path("asset").textValue()).isEqualTo("WT-07");
        // What came late changes nothing.
        assertThat(json.path("status").textValue()).isEqualTo("expired");
        assertThat(CommandRecordCodec.decode(told.value())).isEqualTo(RECORD);
    }

    @Test
    void shouldFailWhenKafkaDoesNotTakeIt() {
        MockProducer<byte[], byte[]> kafka = new MockProducer<>(true, BYTES, BYTES);
        kafka.sendException = new org.apache.kafka.common.errors.TimeoutException("no metadata");
        try (KafkaCommandStream stream = stream(kafka)) {
            assertThat(stream.publish(RECORD)).failsWithin(Duration.ofSeconds(30));
        }
    }

    private static KafkaCommandStream stream(MockProducer<byte[], byte[]> kafka) {
        return new KafkaCommandStream(
                new CloudEventTopic("command-records", new AckedProducer(() -> kafka, "test-records", 10)));
    }
}
