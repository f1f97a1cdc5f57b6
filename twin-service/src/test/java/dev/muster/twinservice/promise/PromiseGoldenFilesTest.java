package dev.muster.twinservice.promise;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.serialization.Serialization;
import akka.serialization.SerializationExtension;
import akka.serialization.Serializers;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.muster.twinservice.serialization.JournalEvent;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What keepers journaled once must be readable for ever: a golden file is never edited. */
class PromiseGoldenFilesTest {
    private static final ActorTestKit ACTORS =
            ActorTestKit.create("PromiseGoldenFilesTest", PromiseKeeperTest.config());
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Serialization serialization = SerializationExtension.get(ACTORS.system());

    @AfterAll
    static void stopActors() {
        ACTORS.shutdownTestKit();
    }

    static Set<String> names() {
        return GoldenPromises.entries().keySet();
    }

    @ParameterizedTest
    @MethodSource("names")
    void shouldReadWhatWasJournaled(String name) throws Exception {
        JournalEvent expected = entry(name);

        Object read = serialization
                .deserialize(
                        golden(name), serialization.findSerializerFor(expected).identifier(), manifest(expected))
                .get();

        assertThat(read).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("names")
    void shouldJournalWhatTheGoldenFileSays(String name) throws Exception {
        byte[] written = serialization.serialize(entry(name)).get();

        assertThat(JSON.readTree(written)).as(new String(written, UTF_8)).isEqualTo(JSON.readTree(golden(name)));
    }

    /** Rows name their serializer by number and no class at all, so that classes can be moved. */
    @ParameterizedTest
    @MethodSource("names")
    void shouldBindRowsToNoClass(String name) {
        JournalEvent entry = entry(name);

        assertThat(serialization.findSerializerFor(entry).identifier())
                .isEqualTo(name.equals("snapshot") ? 7110 : 7109);
        assertThat(manifest(entry)).doesNotContain("muster");
    }

    @Test
    void shouldHaveGoldenFileForEveryEvent() {
        assertThat(GoldenPromises.entries().values().stream()
                        .filter(PromiseEvent.class::isInstance)
                        .map(Object::getClass)
                        .collect(Collectors.toSet()))
                .isEqualTo(Set.of(PromiseEvent.class.getPermittedSubclasses()));
    }

    private static JournalEvent entry(String name) {
        return Objects.requireNonNull(GoldenPromises.entries().get(name));
    }

    private String manifest(JournalEvent entry) {
        return Serializers.manifestFor(serialization.findSerializerFor(entry), entry);
    }

    private static byte[] golden(String name) throws IOException {
        try (InputStream file = PromiseGoldenFilesTest.class.getResourceAsStream("/golden/promise/" + name + ".json")) {
            assertThat(file).as("golden file promise/%s.json", name).isNotNull();
            return file.readAllBytes();
        }
    }
}
