package dev.muster.twinservice.twin;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.typed.javadsl.Adapter;
import akka.serialization.Serialization;
import akka.serialization.SerializationExtension;
import akka.serialization.Serializers;
import dev.muster.ingest.Verdict;
import dev.muster.twinservice.command.CommandEvent;
import dev.muster.twinservice.command.rules.CommandAnswer;
import dev.muster.twinservice.command.rules.CommandInput;
import dev.muster.twinservice.command.rules.CommandSamples;
import dev.muster.twinservice.connectivity.ConnectivityEvent;
import dev.muster.twinservice.connectivity.ConnectivityInput;
import dev.muster.twinservice.connectivity.ConnectivityState;
import dev.muster.twinservice.serialization.JournalEvent;
import dev.muster.twinservice.serialization.NodeMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every stored event and snapshot, and every message, has a file with its bytes as an earlier build wrote them. This build
 * must read them, and write the same. A file holds serializer, manifest and content, one per line; content is JSON, or
 * Base64 of CBOR. A changed file means: old rows, or nodes one version apart, are not understood any more.
 *
 * <p>{@code -Dmuster.golden.record=true} writes the files that are missing; it never changes one.
 */
class GoldenFilesTest {
    private static final ActorTestKit ACTORS = ActorTestKit.create("GoldenFilesTest", TwinFixtures.config());
    private static final Serialization SERIALIZATION = SerializationExtension.get(Adapter.toClassic(ACTORS.system()));
    private static final String DIRECTORY = "golden/twin/";

    @AfterAll
    static void stopActors() {
        ACTORS.shutdownTestKit();
    }

    private static Map<String, Object> samples() {
        Map<String, Object> samples = new TreeMap<>();
        GoldenSamples.events().forEach(event -> put(samples, "event-" + simpleName(event), event));
        GoldenSamples.snapshots().forEach(kept -> put(samples, "snapshot-" + simpleName(kept.state()), kept));
        GoldenSamples.requests(ACTORS.system().deadLetters()).forEach(request -> put(samples, name(request), request));
        GoldenSamples.replies().forEach(reply -> put(samples, "reply-" + simpleName(reply), reply));
        CommandSamples.events().forEach(event -> put(samples, "command-" + simpleName(event), event));
        GoldenSamples.twins().forEach(kept -> put(samples, "snapshot-TwinState", kept));
        CommandSamples.answers().forEach(reply -> put(samples, "reply-" + simpleName(reply), reply));
        return samples;
    }

    private static Stream<String> names() {
        return samples().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("names")
    void shouldReadOldBytes(String name) {
        // given
        String[] golden = golden(name);

        // when
        Object read = SERIALIZATION
                .deserialize(bytes(golden[2]), Integer.parseInt(golden[0]), golden[1])
                .get();

        // then
        assertThat(read).isEqualTo(sample(name));
    }

    @ParameterizedTest
    @MethodSource("names")
    void shouldWriteSameBytes(String name) {
        assertThat(written(sample(name))).containsExactly(golden(name));
    }

    @Test
    void shouldHaveSampleOfEverythingThatIsStoredOrSent() {
        assertThat(classesOf(GoldenSamples.events()))
                .containsAll(leaves(ConnectivityEvent.class).toList());
        assertThat(classesOf(GoldenSamples.states()))
                .containsAll(leaves(ConnectivityState.class).toList());
        assertThat(classesOf(GoldenSamples.verdicts()))
                .containsAll(leaves(Verdict.class).toList());
        assertThat(classesOf(GoldenSamples.instructions()))
                .containsAll(leaves(ConnectivityInput.Instruction.class).toList());
        assertThat(classesOf(GoldenSamples.requests(ACTORS.system().deadLetters())))
                .containsAll(leaves(AssetTwin.Request.class).toList());
        assertThat(classesOf(GoldenSamples.replies()))
                .containsAll(leaves(AssetTwin.ObserveReply.class).toList())
                .containsAll(leaves(AssetTwin.ChangeReply.class).toList())
                .contains(TwinSnapshot.class);
        assertThat(classesOf(CommandSamples.events()))
                .containsAll(leaves(CommandEvent.class).toList());
        assertThat(classesOf(CommandSamples.asked()))
                .containsAll(leaves(CommandInput.Asked.class).toList());
        assertThat(classesOf(CommandSamples.answers()))
                .containsAll(leaves(CommandAnswer.class).toList());
    }

    @Test
    void shouldStoreNoClassName() {
        assertThat(samples().values().stream().filter(JournalEvent.class::isInstance))
                .isNotEmpty()
                .allSatisfy(
                        stored -> assertThat(String.join("\n", written(stored))).doesNotContain("dev.muster"));
    }

    @Test
    void shouldBindEverythingByItsMarker() {
        assertThat(samples().values()).allMatch(value -> value instanceof JournalEvent || value instanceof NodeMessage);
    }

    private static Object sample(String name) {
        return Objects.requireNonNull(samples().get(name), name);
    }

    private static String[] written(Object value) {
        byte[] content = SERIALIZATION.serialize(value).get();
        var serializer = SERIALIZATION.findSerializerFor(value);
        String text = value instanceof JournalEvent
                ? new String(content, StandardCharsets.UTF_8)
                : Base64.getEncoder().encodeToString(content);
        return new String[] {Integer.toString(serializer.identifier()), Serializers.manifestFor(serializer, value), text
        };
    }

    private static byte[] bytes(String content) {
        return content.startsWith("{")
                ? content.getBytes(StandardCharsets.UTF_8)
                : Base64.getDecoder().decode(content);
    }

    private static String[] golden(String name) {
        String file = DIRECTORY + name + ".golden";
        if (Boolean.getBoolean("muster.golden.record")) {
            record(file, sample(name));
        }
        try (InputStream stream = GoldenFilesTest.class.getClassLoader().getResourceAsStream(file)) {
            assertThat(stream)
                    .as("%s; this build writes:\n%s", file, String.join("\n", written(sample(name))))
                    .isNotNull();
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8).split("\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void record(String file, Object value) {
        Path path = Path.of(System.getProperty("muster.project.dir"), "twin-service/src/test/resources", file);
        try {
            Files.createDirectories(path.getParent());
            if (Files.notExists(path)) {
                Files.writeString(path, String.join("\n", written(value)) + "\n");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void put(Map<String, Object> samples, String name, Object sample) {
        String free = name;
        for (int i = 2; samples.containsKey(free); i++) {
            free = name + "-" + i;
        }
        samples.put(free, sample);
    }

    private static String name(AssetTwin.Request request) {
        if (request instanceof AssetTwin.Ask ask) {
            return "request-Ask-" + simpleName(ask.asked());
        }
        return request instanceof AssetTwin.Change change
                ? "request-Change-" + simpleName(change.instruction())
                : "request-" + simpleName(request);
    }

    private static String simpleName(Object value) {
        return value.getClass().getSimpleName();
    }

    private static List<Class<?>> classesOf(List<?> values) {
        return values.stream().<Class<?>>map(Object::getClass).toList();
    }

    private static Stream<Class<?>> leaves(Class<?> type) {
        return type.isSealed()
                ? Stream.of(type.getPermittedSubclasses()).flatMap(GoldenFilesTest::leaves)
                : Stream.of(type);
    }
}
