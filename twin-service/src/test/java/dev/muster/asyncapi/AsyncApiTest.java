package dev.muster.asyncapi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.typesafe.config.ConfigFactory;
import dev.muster.assetmodel.command.ModelLimits;
import dev.muster.assetmodel.control.ControlCodec;
import dev.muster.assetmodel.control.DeviceAck;
import dev.muster.assetmodel.document.Document;
import dev.muster.assetmodel.document.DocumentCodec;
import dev.muster.assetmodel.telemetry.DecodeResult;
import dev.muster.assetmodel.telemetry.RefusalReason;
import dev.muster.assetmodel.telemetry.TelemetryCodec;
import dev.muster.assetmodel.type.AssetType;
import dev.muster.assetmodel.type.CommandDefinition;
import dev.muster.assetmodel.type.Parameter;
import dev.muster.ingest.kafka.TopicSettings;
import dev.muster.twinservice.command.CommandRecord;
import dev.muster.twinservice.command.CommandRecordCodec;
import dev.muster.twinservice.command.CommandRequest;
import dev.muster.twinservice.http.RunningServer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The document in itself, and against what the code says of the same. */
class AsyncApiTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static AsyncApi api;
    private static JsonNode document;

    @BeforeAll
    static void read() {
        api = Served.asyncApi();
        document = api.document();
    }

    @Test
    void shouldBeThereBeforeTheServiceIsReady() {
        try (RunningServer server = RunningServer.start(RunningServer.settings(Duration.ofSeconds(5)))) {
            RunningServer.Answer answer = server.get("/asyncapi.json");

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.contentType()).isEqualTo("application/json");
            assertThat(answer.json().path("asyncapi").textValue()).isEqualTo("3.0.0");
        }
    }

    @Test
    void shouldPointOnlyToWhatIsThere() {
        List<String> references = document.findValuesAsText("$ref");

        assertThat(references).hasSizeGreaterThan(50).allSatisfy(reference -> {
            assertThat(reference).startsWith("#/");
            assertThat(document.at(reference.substring(1)).isMissingNode())
                    .as(reference)
                    .isFalse();
        });
    }

    @Test
    void shouldUseEverySchemaAndMessage() {
        Set<String> used = new TreeSet<>(document.findValuesAsText("$ref"));

        assertThat(names("/components/schemas"))
                .allSatisfy(name -> assertThat(used).contains("#/components/schemas/" + name));
        assertThat(names("/components/messages"))
                .allSatisfy(name -> assertThat(used).contains("#/components/messages/" + name));
    }

    @Test
    void shouldGiveEveryChannelAnOperationWithMessagesOfThatChannel() {
        Set<String> channels = new TreeSet<>();
        for (JsonNode operation : document.path("operations")) {
            String channel = operation.at("/channel/$ref").textValue();
            channels.add(channel.substring("#/channels/".length()));

            assertThat(operation.path("action").textValue()).isIn("send", "receive");
            assertThat(operation.path("messages")).isNotEmpty().allSatisfy(message -> assertThat(
                            message.path("$ref").textValue())
                    .startsWith(channel + "/messages/"));
        }
        assertThat(names("/channels")).containsExactlyInAnyOrderElementsOf(channels);
        assertThat(document.path("channels")).allSatisfy(channel -> {
            assertThat(channel.path("address").textValue()).isNotBlank();
            assertThat(channel.path("description").textValue()).isNotBlank();
            assertThat(channel.path("messages")).isNotEmpty();
        });
    }

    @Test
    void shouldShowAnExampleOfEveryMessageThatIsAsDescribed() {
        AsyncApi closed = api.closed();
        assertThat(names("/components/messages")).hasSizeGreaterThan(6).allSatisfy(message -> {
            JsonNode described = document.at("/components/messages/" + message);
            assertThat(described.path("examples")).isNotEmpty().allSatisfy(example -> {
                assertThat(closed.faultsOfPayload(message, example.path("payload")))
                        .isEmpty();
                if (described.has("headers")) {
                    assertThat(closed.faultsOfHeaders(message, example.path("headers")))
                            .isEmpty();
                }
            });
        });
    }

    @Test
    void shouldShowExamplesThatTheCodecsRead() {
        for (String message : names("/components/messages")) {
            for (JsonNode example : document.at("/components/messages/%s/examples".formatted(message))) {
                byte[] payload = example.path("payload").toString().getBytes(UTF_8);
                if (message.endsWith("Changed")) {
                    Document read = DocumentCodec.decode(payload);
                    assertThat(api.faultsOfKey(message, read.entityKey())).isEmpty();
                    assertThat(example.at("/headers/ce_id").textValue())
                            .isEqualTo(read.entityKey() + "@" + read.revision());
                    assertThat(example.at("/headers/ce_time").textValue())
                            .isEqualTo(read.lastRecordedAt().toString());
                    continue;
                }
                switch (message) {
                    case "sample", "connected", "disconnected" ->
                        assertThat(TelemetryCodec.decode(payload)).isInstanceOf(DecodeResult.Decoded.class);
                    case "deviceCommand" ->
                        assertThat(ControlCodec.command(payload).id())
                                .hasToString(example.at("/headers/ce_id").textValue());
                    case "deviceAck" ->
                        assertThat(ControlCodec.ack(payload).detail()).isEmpty();
                    case "commandRecord" -> {
                        CommandRecord read = CommandRecordCodec.decode(payload);
                        assertThat(example.at("/headers/ce_id").textValue())
                                .isEqualTo(read.id() + "/" + read.transitions().size());
                        assertThat(example.at("/payload/status").textValue())
                                .isEqualTo(JSON.convertValue(read.status(), String.class));
                    }
                    default -> assertThat(message).isIn("refused", "promise", "answersMarked");
                }
            }
        }
    }

    @Test
    void shouldNameEveryKindOfDocument() {
        List<String> messages = Arrays.stream(
                        Document.class.getAnnotation(JsonSubTypes.class).value())
                .map(kind -> kind.name() + "Changed")
                .toList();

        assertThat(messages).hasSameSizeAs(Document.class.getPermittedSubclasses());
        assertThat(names("/channels/model/messages")).containsExactlyInAnyOrderElementsOf(messages);
    }

    @Test
    void shouldNameEveryReasonToRefuse() {
        List<String> reasons = Arrays.stream(RefusalReason.values())
                .map(reason -> JSON.convertValue(reason, String.class))
                .toList();
        JsonNode described = document.at("/components/schemas/Refused/properties/reason/enum");

        assertThat(described).extracting(JsonNode::textValue).containsExactlyElementsOf(reasons);
    }

    @Test
    void shouldSayTheLimitsThatTheCodeHas() {
        String model = document.at("/channels/model/description").textValue();
        int assets = ModelLimits.ASSET_BUCKETS * ModelLimits.ASSETS_PER_BUCKET_MAX;

        assertThat(model)
                .contains("at most %d KiB".formatted(ModelLimits.DOCUMENT_BYTES_MAX / 1024))
                .contains("At most %d types, %d hierarchies, %d groups in each, %d groups by rule, %d assets"
                        .formatted(
                                ModelLimits.TYPES_MAX,
                                ModelLimits.HIERARCHIES_MAX,
                                ModelLimits.GROUPS_PER_HIERARCHY_MAX,
                                ModelLimits.RULE_GROUPS_MAX,
                                assets));
        assertThat(document.at("/channels/telemetry/description").textValue())
                .contains("at most %d bytes".formatted(TelemetryCodec.RECORD_BYTES_MAX));
        for (String channel : List.of("commands", "command-acks")) {
            assertThat(document.at("/channels/%s/description".formatted(channel))
                            .textValue())
                    .contains("at most %d bytes".formatted(ControlCodec.RECORD_BYTES_MAX));
        }
        assertThat(Map.of(
                        "DeviceAck/properties/detail/maxLength", DeviceAck.DETAIL_LENGTH_MAX,
                        "CommandRequest/properties/key/maxLength", CommandRequest.KEY_LENGTH_MAX,
                        "CommandRequest/properties/reason/maxLength", CommandRequest.REASON_LENGTH_MAX,
                        "Type/properties/commands/maxItems", AssetType.COMMANDS_MAX,
                        "CommandDefinition/properties/parameters/maxItems", CommandDefinition.PARAMETERS_MAX,
                        "Parameter/properties/choices/maxItems", Parameter.CHOICES_MAX))
                .allSatisfy((at, max) -> assertThat(
                                document.at("/components/schemas/" + at).intValue())
                        .as(at)
                        .isEqualTo(max));
        assertThat(Map.of(
                        "Name", ModelLimits.NAME_LENGTH_MAX,
                        "Text", ModelLimits.ATTRIBUTE_NAME_LENGTH_MAX))
                .allSatisfy(
                        (schema, max) -> assertThat(document.at("/components/schemas/%s/maxLength".formatted(schema))
                                        .intValue())
                                .isEqualTo(max));
        JsonNode said = document.at("/components/schemas/Connected/properties/properties");
        assertThat(said.path("maxProperties").intValue()).isEqualTo(ModelLimits.PROPERTIES_MAX);
        assertThat(said.at("/additionalProperties/maxLength").intValue())
                .isEqualTo(ModelLimits.ATTRIBUTE_VALUE_LENGTH_MAX);
        assertThat(document.at("/components/schemas/Details/properties/feeds/maxItems")
                        .intValue())
                .isEqualTo(ModelLimits.FEEDS_MAX);
        assertThat(document.at("/components/schemas/Details/properties/predecessors/maxItems")
                        .intValue())
                .isEqualTo(ModelLimits.PREDECESSORS_MAX);
        assertThat(document.at("/components/schemas/Rule/properties/all/maxItems")
                        .intValue())
                .isEqualTo(ModelLimits.CONDITIONS_MAX);
    }

    /** Partitions and retention are settings; what is said is what Muster has by default. */
    @Test
    void shouldSayTopicsAsMusterMakesThem() {
        TopicSettings topics = TopicSettings.from(ConfigFactory.load());

        assertThat(topics.all())
                .filteredOn(topic -> !topic.name().equals("clock"))
                .allSatisfy(topic -> {
                    JsonNode described = document.at("/channels/%s/bindings/kafka".formatted(topic.name()));
                    assertThat(described.path("partitions").intValue()).isEqualTo(topic.partitions());
                    assertThat(described
                                    .at("/topicConfiguration/cleanup.policy/0")
                                    .textValue())
                            .isEqualTo(topic.configs().get("cleanup.policy"));
                    assertThat(described.at("/topicConfiguration/retention.ms").asText("none"))
                            .isEqualTo(topic.configs().getOrDefault("retention.ms", "none"));
                });
    }

    private static List<String> names(String at) {
        return StreamSupport.stream(((Iterable<String>) () -> document.at(at).fieldNames()).spliterator(), false)
                .toList();
    }
}
