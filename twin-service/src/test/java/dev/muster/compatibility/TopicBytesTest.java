package dev.muster.compatibility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.muster.assetmodel.control.ControlCodec;
import dev.muster.assetmodel.document.DocumentCodec;
import dev.muster.assetmodel.telemetry.DecodeResult;
import dev.muster.assetmodel.telemetry.TelemetryCodec;
import dev.muster.golden.Newer;
import dev.muster.ingest.kafka.AckedProducer;
import dev.muster.twinservice.command.CommandRecord;
import dev.muster.twinservice.command.CommandRecordCodec;
import dev.muster.twinservice.command.kafka.CloudEventTopic;
import dev.muster.twinservice.command.kafka.KafkaCommandStream;
import dev.muster.twinservice.promise.GoldenPromises;
import dev.muster.twinservice.promise.kafka.KafkaPromiseStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Records of topics, and the audit, as a newer build may write them. That old ones are read is tested beside each codec. */
class TopicBytesTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path PROJECT = Path.of(System.getProperty("muster.project.dir"));

    /** @param decode what this build gets out of it */
    record Golden(Path file, Function<byte[], Object> decode) {
        @Override
        public String toString() {
            return PROJECT.relativize(file).toString();
        }
    }

    static Stream<Golden> goldenFiles() throws IOException {
        Path model = PROJECT.resolve("asset-model/src/test/resources/golden");
        Path service = PROJECT.resolve("twin-service/src/test/resources/golden");
        return Stream.of(
                        goldenFiles(model.resolve("document"), "", DocumentCodec::decode),
                        goldenFiles(model.resolve("control"), "command", ControlCodec::command),
                        goldenFiles(model.resolve("control"), "ack", ControlCodec::ack),
                        goldenFiles(model.resolve("telemetry"), "", TopicBytesTest::telemetry),
                        goldenFiles(service.resolve("command"), "record", CommandRecordCodec::decode))
                .flatMap(List::stream);
    }

    private static List<Golden> goldenFiles(Path directory, String beginning, Function<byte[], Object> decode)
            throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().startsWith(beginning))
                    .sorted()
                    .map(file -> new Golden(file, decode))
                    .toList();
        }
    }

    private static Object telemetry(byte[] bytes) {
        DecodeResult result = TelemetryCodec.decode(bytes);
        assertThat(result).isInstanceOf(DecodeResult.Decoded.class);
        return result;
    }

    @ParameterizedTest
    @MethodSource("goldenFiles")
    void shouldPassOverFieldsOfNewerBuildsAtEveryDepth(Golden golden) throws IOException {
        byte[] old = Files.readAllBytes(golden.file);
        Object known = golden.decode.apply(old);

        Newer.withUnknownField(tree(old)).forEach((place, newer) -> assertThat(golden.decode.apply(bytes(newer)))
                .as("with an unknown field at %s", place)
                .isEqualTo(known));
    }

    @ParameterizedTest
    @MethodSource("goldenFiles")
    void shouldWriteTelemetryAsOldDevicesDo(Golden golden) throws IOException {
        byte[] old = Files.readAllBytes(golden.file);
        if (golden.decode.apply(old) instanceof DecodeResult.Decoded decoded) {
            assertThat(TelemetryCodec.encode(decoded.telemetry())).isEqualTo(old);
        }
    }

    /** What became of commands and promises is told to others, whose readers were built for these bytes. */
    @Test
    void shouldTellOthersWhatTheirReadersWereBuiltFor() throws IOException {
        CommandRecord command = CommandRecordCodec.decode(Files.readAllBytes(
                PROJECT.resolve("twin-service/src/test/resources/golden/command/record-refused.json")));

        assertThat(told(topic -> new KafkaCommandStream(topic).publish(command)))
                .isEqualTo(golden("command/told.json"));
        assertThat(told(topic -> new KafkaPromiseStream(topic).publish(GoldenPromises.promise())))
                .isEqualTo(golden("promise/told.json"));
    }

    private static JsonNode told(Consumer<CloudEventTopic> publish) {
        ByteArraySerializer plain = new ByteArraySerializer();
        MockProducer<byte[], byte[]> kafka = new MockProducer<>(true, plain, plain);
        try (CloudEventTopic topic = new CloudEventTopic("any", new AckedProducer(() -> kafka, "told", 10))) {
            publish.accept(topic);
        }
        return tree(kafka.history().get(0).value());
    }

    private static JsonNode golden(String name) throws IOException {
        return tree(Files.readAllBytes(
                PROJECT.resolve("twin-service/src/test/resources/golden").resolve(name)));
    }

    /** A view passes over such a record, counts it and goes on; what an audit has of it is not shown. */
    @Test
    void shouldSayWhatItDoesNotKnow() {
        assertUnknown(
                "asset-model/src/test/resources/golden/document/hierarchy.json", "hierarchy", DocumentCodec::decode);
        assertUnknown("asset-model/src/test/resources/golden/document/type.json", "gauge", DocumentCodec::decode);
        assertUnknown(
                "twin-service/src/test/resources/golden/command/record-refused.json",
                "refused",
                CommandRecordCodec::decode);
        assertUnknown("asset-model/src/test/resources/golden/control/ack.json", "succeeded", ControlCodec::ack);
    }

    private static void assertUnknown(String file, String name, Function<byte[], Object> decode) {
        assertThatThrownBy(() -> decode.apply(Files.readString(PROJECT.resolve(file))
                        .replace('"' + name + '"', "\"ofANewerBuild\"")
                        .getBytes(StandardCharsets.UTF_8)))
                .as("%s with another %s", file, name)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Expected");
    }

    private static JsonNode tree(byte[] json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static byte[] bytes(JsonNode tree) {
        try {
            return JSON.writeValueAsBytes(tree);
        } catch (IOException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
