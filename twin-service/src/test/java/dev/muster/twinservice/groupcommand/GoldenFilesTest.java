package dev.muster.twinservice.groupcommand;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.typed.javadsl.Adapter;
import akka.serialization.Serialization;
import akka.serialization.SerializationExtension;
import akka.serialization.Serializers;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.twinservice.groupcommand.progress.GroupEvent;
import dev.muster.twinservice.groupcommand.progress.GroupFixtures;
import dev.muster.twinservice.groupcommand.progress.MemberStatus;
import dev.muster.twinservice.groupcommand.progress.MembersPage;
import dev.muster.twinservice.groupcommand.progress.Standing;
import dev.muster.twinservice.serialization.JournalEvent;
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
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * As the golden files of twins: bytes as an earlier build wrote them, which this one must read, and write the same. A file holds
 * serializer, manifest and content, one per line; content is JSON, or Base64 of CBOR.
 *
 * <p>{@code -Dmuster.golden.record=true} writes the files that are missing; it never changes one.
 */
class GoldenFilesTest {
    private static final ActorTestKit ACTORS = ActorTestKit.create("GroupGoldenFilesTest", GroupUnderTest.config());
    private static final Serialization SERIALIZATION = SerializationExtension.get(Adapter.toClassic(ACTORS.system()));
    private static final String DIRECTORY = "golden/group-command/";
    private static final int REMOTE_BYTES_DEFAULT = 256 * 1024;
    private static final int REMOTE_BYTES_MAX = 1024 * 1024;

    @AfterAll
    static void stopActors() {
        ACTORS.shutdownTestKit();
    }

    private static Map<String, Object> samples() {
        Map<String, Object> samples = new TreeMap<>();
        GoldenGroups.events().forEach(event -> put(samples, "event-", event));
        GoldenGroups.snapshots().forEach(kept -> put(samples, "snapshot-", kept));
        GoldenGroups.requests(ACTORS.system().deadLetters()).forEach(request -> put(samples, "request-", request));
        GoldenGroups.replies().forEach(reply -> put(samples, "reply-", reply));
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
        List<Class<?>> there =
                samples().values().stream().<Class<?>>map(Object::getClass).toList();

        assertThat(there)
                .containsAll(leaves(GroupEvent.class).toList())
                .containsAll(leaves(GroupMessage.class).toList())
                .containsAll(leaves(GroupMessage.OfferReply.class).toList())
                .contains(GroupMessage.ReadReply.class, GroupMessage.MembersReply.class, GroupMessage.Noted.class);
    }

    @Test
    void shouldStoreNoClassName() {
        assertThat(samples().values().stream().filter(JournalEvent.class::isInstance))
                .isNotEmpty()
                .allSatisfy(
                        stored -> assertThat(String.join("\n", written(stored))).doesNotContain("dev.muster"));
    }

    @Test
    void shouldFitTheLargestOfMessagesAndEvents() {
        String detail = "\u20ac".repeat(Standing.DETAIL_LENGTH_MAX);
        List<AssetId> some = IntStream.range(0, GroupEvent.Named.MEMBERS_MAX)
                .mapToObj(i -> new AssetId("%05d".formatted(i) + "x".repeat(123)))
                .toList();
        List<GroupEvent.Change> changes = IntStream.range(0, GroupEvent.Moved.CHANGES_MAX)
                .mapToObj(i -> new GroupEvent.Change(i, new Standing(MemberStatus.ACKNOWLEDGED, 9, detail)))
                .toList();
        List<MembersPage.Member> page = IntStream.range(0, MembersPage.LIMIT_MAX)
                .mapToObj(i -> new MembersPage.Member(
                        some.get(i % some.size()),
                        MemberStatus.ACKNOWLEDGED,
                        detail,
                        GroupFixtures.request("k", null).memberCommand(some.get(0))))
                .toList();

        assertThat(size(new GroupMessage.Offer(
                        GroupFixtures.request("k", null),
                        Draft.digest(some),
                        10_000,
                        0,
                        some,
                        ACTORS.system().deadLetters().narrow())))
                .isLessThan(REMOTE_BYTES_DEFAULT);
        assertThat(size(new GroupEvent.Named(some))).isLessThan(REMOTE_BYTES_DEFAULT);
        assertThat(size(new GroupEvent.Moved(1, changes))).isLessThan(REMOTE_BYTES_DEFAULT);
        assertThat(size(new GroupMessage.MembersReply(new MembersPage(page, some.get(0)))))
                .isLessThan(REMOTE_BYTES_MAX * 9 / 10);
    }

    private static int size(Object message) {
        return SERIALIZATION.serialize(message).get().length;
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

    private static void put(Map<String, Object> samples, String kind, Object sample) {
        String name = kind + sample.getClass().getSimpleName();
        String free = name;
        for (int i = 2; samples.containsKey(free); i++) {
            free = name + "-" + i;
        }
        samples.put(free, sample);
    }

    private static Stream<Class<?>> leaves(Class<?> type) {
        return type.isSealed()
                ? Stream.of(type.getPermittedSubclasses()).flatMap(GoldenFilesTest::leaves)
                : Stream.of(type);
    }
}
