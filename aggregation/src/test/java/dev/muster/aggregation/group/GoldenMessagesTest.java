package dev.muster.aggregation.group;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.typed.ActorRef;
import akka.serialization.Serialization;
import akka.serialization.SerializationExtension;
import akka.serialization.Serializer;
import akka.serialization.Serializers;
import com.typesafe.config.ConfigFactory;
import dev.muster.aggregation.MemberRegisters;
import dev.muster.aggregation.MemberUpdate;
import dev.muster.aggregation.MissingReason;
import dev.muster.aggregation.SignalValue;
import dev.muster.aggregation.StatusRegister;
import dev.muster.aggregation.recent.PointColumns;
import dev.muster.aggregation.rollup.Absentee;
import dev.muster.aggregation.rollup.ChildSince;
import dev.muster.aggregation.rollup.GroupRollup;
import dev.muster.aggregation.rollup.Partial;
import dev.muster.aggregation.rollup.SignalPartial;
import dev.muster.assetmodel.connectivity.Connectivity;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.assetmodel.telemetry.Quality;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What travels between nodes stays readable: of every message there is a file with its bytes as an earlier build wrote
 * them. This build must read them, and write the same. A file holds serializer, manifest and the CBOR in Base64, one
 * per line. A field that was added later has a file of its own; the file before it stays as it was.
 *
 * <p>{@code -Dmuster.golden.record=true} writes the files that are missing; it never changes one.
 */
class GoldenMessagesTest {
    private static final ActorTestKit TEST_KIT = ActorTestKit.create(
            "golden", ConfigFactory.parseString("akka.actor.provider = local").withFallback(ConfigFactory.load()));
    private static final Serialization SERIALIZATION = SerializationExtension.get(TEST_KIT.system());

    private static final Instant AT = Instant.parse("2026-03-01T12:00:00.123Z");
    private static final SignalName POWER = new SignalName("power");
    private static final AssetId ASSET = new AssetId("TARONG#2");
    private static final GroupKey GROUP = GroupKey.parse("geography|north");
    private static final SignalPartial PART =
            new SignalPartial(57_000_000, 19, 1, Map.of(MissingReason.STALE_SIGNAL, 1), -1_000, 3_000_000, 0, false);

    /** @param file its name, without what all have */
    record Golden(String file, AggregationMessage message) {
        static Golden of(AggregationMessage message) {
            return new Golden(message.getClass().getSimpleName(), message);
        }
    }

    @AfterAll
    static void stop() {
        TEST_KIT.shutdownTestKit();
    }

    static List<Golden> messages() {
        ActorRef<GroupReply> replyTo = TEST_KIT.system().<GroupReply>deadLetters();
        MemberRegisters registers = new MemberRegisters(
                Map.of(
                        POWER,
                        new SignalValue(-5_250_000, Quality.UNCERTAIN, AT, 42, new SourceId("gw/1"), AT.plusMillis(9))),
                new StatusRegister(Connectivity.ONLINE, AT, 7));
        Instant until = AT.plusSeconds(3_600);
        StatusRegister atWork = new StatusRegister(
                Connectivity.MAINTENANCE,
                AT,
                8,
                new StatusRegister.Work(until, Connectivity.OFFLINE, AT.minusMillis(5)));
        return List.of(
                Golden.of(new GroupMessage.TakeUpdates(
                        3,
                        List.of(
                                new MemberUpdate(ASSET, registers),
                                new MemberUpdate(new AssetId("silent"), MemberRegisters.NONE)),
                        replyTo)),
                new Golden(
                        "TakeUpdatesWithWork",
                        new GroupMessage.TakeUpdates(
                                4, List.of(new MemberUpdate(ASSET, new MemberRegisters(Map.of(), atWork))), replyTo)),
                Golden.of(new GroupMessage.TakePartial(
                        new Partial(GROUP, 1_772_366_400_000L, 12, -8_234_567_890_123_456_789L, Map.of(POWER, PART)))),
                Golden.of(new GroupMessage.Wake(1_772_366_400_000L, 12)),
                Golden.of(new GroupMessage.Summarize(POWER, GROUP, 500, replyTo)),
                Golden.of(new GroupMessage.ListMissing(POWER, ASSET, 1_000, null, 500, replyTo)),
                Golden.of(new GroupMessage.ListRecent(POWER, replyTo)),
                Golden.of(new GroupReply.Taken(3)),
                Golden.of(new GroupReply.Summary(AT, PART, List.of(new GroupRollup.Share(GROUP, PART)), true)),
                Golden.of(new GroupReply.MissingPart(
                        List.of(
                                new Absentee(ASSET, MissingReason.NEVER_REPORTED, AT),
                                new Absentee(new AssetId("b"), MissingReason.RECOVERING, null)),
                        true,
                        List.of(GROUP),
                        false,
                        List.of())),
                new Golden(
                        "MissingPartWithChildrenSince",
                        new GroupReply.MissingPart(
                                List.of(),
                                false,
                                List.of(GROUP, GroupKey.parse("geography|south")),
                                true,
                                List.of(new ChildSince(AT, null), new ChildSince(AT, AT.minusSeconds(9))))),
                Golden.of(new GroupReply.Recent(
                        30_000,
                        new PointColumns(
                                List.of(59_078_880L, 59_078_882L),
                                List.of(57_000_000L, 0L),
                                List.of(20, 20),
                                List.of(19, 0),
                                List.of(57_000_000L, -1_000L),
                                List.of(60_000_000L, 60_000_000L),
                                List.of(false, true)))),
                Golden.of(new GroupReply.UnknownHere(GROUP)));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void shouldWriteTheGoldenBytes(Golden golden) {
        assertThat(written(golden.message)).isEqualTo(bytes(golden));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void shouldReadTheGoldenBytes(Golden golden) {
        String[] lines = bytes(golden).split("\n", -1);

        assertThat(SERIALIZATION
                        .deserialize(Base64.getDecoder().decode(lines[2]), Integer.parseInt(lines[0]), lines[1])
                        .get())
                .isEqualTo(golden.message);
    }

    @Test
    void shouldHaveAGoldenFileOfEachMessage() {
        Set<Class<?>> kinds = Stream.of(AggregationMessage.class.getPermittedSubclasses())
                .flatMap(family -> Arrays.stream(family.getPermittedSubclasses()))
                .collect(Collectors.toSet());

        Set<Class<?>> golden =
                messages().stream().map(one -> one.message.getClass()).collect(Collectors.toSet());
        assertThat(golden).isEqualTo(kinds);
        assertThat(messages()).extracting(Golden::file).doesNotHaveDuplicates();
    }

    @Test
    void shouldTravelAsCbor() {
        TreeSet<String> serializers = messages().stream()
                .map(golden -> SERIALIZATION
                        .findSerializerFor(golden.message)
                        .getClass()
                        .getSimpleName())
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(serializers).containsExactly("JacksonCborSerializer");
    }

    private static String written(AggregationMessage message) {
        Serializer serializer = SERIALIZATION.findSerializerFor(message);
        String content = Base64.getEncoder()
                .encodeToString(SERIALIZATION.serialize(message).get());
        return String.join(
                "\n",
                Integer.toString(serializer.identifier()),
                Serializers.manifestFor(serializer, message),
                content,
                "");
    }

    private static String bytes(Golden golden) {
        String file = "golden/" + golden.file + ".golden";
        if (Boolean.getBoolean("muster.golden.record")) {
            record(file, golden.message);
        }
        try (InputStream stream = GoldenMessagesTest.class.getClassLoader().getResourceAsStream(file)) {
            assertThat(stream)
                    .as("%s; this build writes:%n%s", file, written(golden.message))
                    .isNotNull();
            return new String(stream.readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void record(String file, AggregationMessage message) {
        Path path = Path.of(System.getProperty("muster.project.dir"), "aggregation/src/test/resources", file);
        try {
            Files.createDirectories(path.getParent());
            if (Files.notExists(path)) {
                Files.writeString(path, written(message));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
