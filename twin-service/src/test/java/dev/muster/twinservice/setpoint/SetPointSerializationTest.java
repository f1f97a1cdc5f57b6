package dev.muster.twinservice.setpoint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.typed.ActorRef;
import akka.serialization.Serialization;
import akka.serialization.SerializationExtension;
import akka.serialization.Serializers;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.CommandId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.Principal;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.twinservice.command.CommandStatus;
import dev.muster.twinservice.serialization.JournalEvent;
import dev.muster.twinservice.serialization.NodeMessage;
import dev.muster.twinservice.setpoint.control.LeftOut;
import dev.muster.twinservice.setpoint.control.MemberStatus;
import dev.muster.twinservice.setpoint.control.Phase;
import dev.muster.twinservice.setpoint.control.Status;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What was journaled once must be readable for ever: a golden file is never edited; a new field gets another example. Messages
 * go from node to node.
 */
class SetPointSerializationTest {
    private static final ActorTestKit ACTORS = ActorTestKit.create("SetPointSerializationTest", SetPointsTest.config());
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant AT = Instant.parse("2030-01-02T03:04:05Z");
    private static final GroupKey NORTH = FakeFleet.NORTH;
    private static final SignalName POWER = new SignalName("power");
    private static final Principal ADA = new Principal("ada");
    private static final Principal BOB = new Principal("bob");

    private final Serialization serialization = SerializationExtension.get(ACTORS.system());

    @AfterAll
    static void stopActors() {
        ACTORS.shutdownTestKit();
    }

    private static Map<String, JournalEvent> journaled() {
        Map<String, JournalEvent> journaled = new LinkedHashMap<>();
        journaled.put("set", new SetPointEvent.Set(7, NORTH, POWER, 30_000_000, ADA, "market", AT));
        journaled.put("changed", new SetPointEvent.Changed(NORTH, -500_000, BOB, "", AT));
        journaled.put("released", new SetPointEvent.Released(NORTH, BOB, AT));
        journaled.put("ended", new SetPointEvent.Ended(NORTH, AT));
        journaled.put("snapshot", new SetPointBook(List.of(inForce(), released()), 8));
        return journaled;
    }

    private static SetPoint inForce() {
        return new SetPoint(7, NORTH, POWER, 30_000_000, ADA, "market", AT, AT, null, null);
    }

    private static SetPoint released() {
        return new SetPoint(8, FakeFleet.SOUTH, POWER, 0, ADA, "", AT, AT, BOB, AT);
    }

    static Set<String> names() {
        return journaled().keySet();
    }

    static List<NodeMessage> messages() {
        ActorRef<SetPointReply> replyTo =
                ACTORS.<SetPointReply>createTestProbe("asker").ref();
        SetPointReply.Found found = new SetPointReply.Found(released(), status());
        return List.of(
                new SetPoints.Put(NORTH, POWER, 30_000_000, ADA, "market", replyTo),
                new SetPoints.Release(NORTH, ADA, replyTo),
                new SetPoints.Read(NORTH, replyTo),
                new SetPoints.ReadAll(replyTo),
                new SetPoints.Wake(),
                new SetPoints.Told(
                        NORTH, new AssetId("WT-1"), new CommandId("c"), CommandStatus.FAILED, "Expected no ice"),
                found,
                new SetPointReply.All(List.of(found)),
                new SetPointReply.None(),
                new SetPointReply.CannotBeMet(0, 5, 5, 3, Map.of(LeftOut.OFFLINE, 1)),
                new SetPointReply.InTheWay(NORTH, "Expected a but b"),
                new SetPointReply.TooMany("Expected a but b"));
    }

    private static Status status() {
        return new Status(
                Phase.SHORT,
                29_000_000,
                1_000_000,
                AT,
                20,
                18,
                Map.of(LeftOut.STALE, 2),
                List.of(
                        new MemberStatus(new AssetId("WT-1"), 1L, 2L, 3L, null, "", null),
                        new MemberStatus(new AssetId("WT-2"), null, null, null, LeftOut.STALE, "since", AT)));
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
    void shouldJournalWhatTheGoldenFileSaysAndNameNoClass(String name) throws Exception {
        JournalEvent entry = entry(name);
        byte[] written = serialization.serialize(entry).get();

        assertThat(JSON.readTree(written)).as(new String(written, UTF_8)).isEqualTo(JSON.readTree(golden(name)));
        assertThat(serialization.findSerializerFor(entry).identifier())
                .isEqualTo(name.equals("snapshot") ? 7112 : 7111);
        assertThat(manifest(entry)).doesNotContain("muster");
    }

    @Test
    void shouldHaveGoldenFileForEveryEvent() {
        assertThat(journaled().values().stream()
                        .filter(SetPointEvent.class::isInstance)
                        .map(Object::getClass)
                        .collect(Collectors.toSet()))
                .isEqualTo(Set.of(SetPointEvent.class.getPermittedSubclasses()));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void shouldReachAnotherNode(NodeMessage message) {
        byte[] bytes = serialization.serialize(message).get();

        Object read = serialization
                .deserialize(
                        bytes,
                        serialization.findSerializerFor(message).identifier(),
                        Serializers.manifestFor(serialization.findSerializerFor(message), message))
                .get();

        assertThat(read).isEqualTo(message);
    }

    @Test
    void shouldTryEveryMessage() {
        assertThat(messages().stream().map(Object::getClass).collect(Collectors.toSet()))
                .containsAll(Set.of(SetPoints.Request.class.getPermittedSubclasses()))
                .containsAll(Set.of(SetPointReply.class.getPermittedSubclasses()));
    }

    private static JournalEvent entry(String name) {
        return Objects.requireNonNull(journaled().get(name));
    }

    private String manifest(JournalEvent entry) {
        return Serializers.manifestFor(serialization.findSerializerFor(entry), entry);
    }

    private static byte[] golden(String name) throws IOException {
        String path = "/golden/setpoint/" + name + ".json";
        try (InputStream file = SetPointSerializationTest.class.getResourceAsStream(path)) {
            assertThat(file).as(path).isNotNull();
            return file.readAllBytes();
        }
    }
}
