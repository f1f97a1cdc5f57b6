package dev.muster.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.AbstractActor;
import akka.actor.ExtendedActorSystem;
import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorRefResolver;
import akka.actor.typed.javadsl.Adapter;
import akka.event.Logging;
import akka.serialization.Serialization;
import akka.serialization.SerializationExtension;
import akka.serialization.SerializerWithStringManifest;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.typesafe.config.ConfigFactory;
import dev.muster.golden.GoldenFile;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a node does with what a node of the next build tells it, over a real connection: a message that it cannot read is logged and
 * dropped, as if it were lost on the way, and neither the connection nor whoever it is for takes any harm.
 */
class RollingUpgradeTest {
    private static final String REMOTE = """
            akka.use-slf4j = off
            akka.loggers = ["%s"]
            akka.actor.provider = remote
            akka.remote.artery.canonical { hostname = "127.0.0.1", port = 0 }
            """.formatted(Silent.class.getName());
    private static final ActorTestKit OLD = ActorTestKit.create(
            "old",
            ConfigFactory.parseString(REMOTE).withFallback(Catalogue.config()).resolve());
    private static final ActorTestKit NEW = ActorTestKit.create(
            "new",
            ConfigFactory.parseString(REMOTE + """
                    akka.actor.serializers.jackson-cbor = "%s"
                    akka.actor.serialization-bindings { "%s" = jackson-cbor }
                    """.formatted(Bytes.class.getName(), Sent.class.getName()))
                    .withFallback(Catalogue.config())
                    .resolve());
    private static final SortedMap<String, Object> SAMPLES = Catalogue.samples(OLD);

    private static final TestProbe<Object> RECEIVER = OLD.createTestProbe("receiver");
    private static final TestProbe<Logging.Error> LOGGED = OLD.createTestProbe("logged");
    private static final ActorRef<Object> FROM_AFAR = ActorRefResolver.get(NEW.system())
            .resolveActorRef(ActorRefResolver.get(OLD.system()).toSerializationFormat(RECEIVER.ref()));

    /** The errors are what is tested: they need no place among those that nobody expects. */
    static final class Silent extends AbstractActor {
        @Override
        public Receive createReceive() {
            return receiveBuilder()
                    .match(Logging.InitializeLogger.class, start -> getSender()
                            .tell(Logging.loggerInitialized(), getSelf()))
                    .matchAny(event -> {})
                    .build();
        }
    }

    /** A message of the next build, as it is on the wire. */
    @SuppressWarnings("ArrayRecordComponent") // Nobody compares two of them.
    record Sent(String manifest, byte[] content) {
        @Override
        public String toString() {
            return manifest + new String(content, StandardCharsets.ISO_8859_1).replaceAll("[^ -~]+", " ");
        }
    }

    /** Stands in for the serializer of messages in the next build. */
    static final class Bytes extends SerializerWithStringManifest {
        public Bytes(ExtendedActorSystem system) {}

        @Override
        public int identifier() {
            return 33;
        }

        @Override
        public String manifest(Object message) {
            return ((Sent) message).manifest;
        }

        @Override
        public byte[] toBinary(Object message) {
            return ((Sent) message).content;
        }

        @Override
        public Object fromBinary(byte[] bytes, String manifest) {
            return new Sent(manifest, bytes);
        }
    }

    @AfterAll
    static void stop() {
        NEW.shutdownTestKit();
        OLD.shutdownTestKit();
    }

    static Stream<Sent> notUnderstood() {
        GoldenFile wake = golden("aggregation/Wake");
        return Stream.of(
                new Sent("dev.muster.twinservice.setpoint.SetPoints$NotYet", wake.content()),
                new Sent(wake.manifest(), new byte[] {1, 2, 3}),
                changed("twin/request-Change-TimePassed", "timePassed"),
                changed("model/message-Execute-RetireAsset", "retireAsset"),
                changed("setpoint/message-Told", "failed"));
    }

    @ParameterizedTest
    @MethodSource("notUnderstood")
    void shouldLogAndDropWhatItDoesNotUnderstandAndGoOn(Sent newer) {
        // given
        String next = "aggregation/Wake";
        Adapter.toClassic(OLD.system()).eventStream().subscribe(Adapter.toClassic(LOGGED.ref()), Logging.Error.class);

        // when
        FROM_AFAR.tell(newer);
        FROM_AFAR.tell(new Sent(golden(next).manifest(), golden(next).content()));

        // then
        RECEIVER.expectMessage(Objects.requireNonNull(SAMPLES.get(next)));
        assertThat(String.valueOf(LOGGED.receiveMessage().message()))
                .startsWith("Failed to deserialize message")
                .contains("[" + newer.manifest + "]");
    }

    /** As a newer build says it that has one more name. */
    private static Sent changed(String file, String name) {
        GoldenFile golden = golden(file);
        String text = golden.tree().toString();
        assertThat(text).contains('"' + name + '"');
        GoldenFile newer = golden.with(tree(text.replace('"' + name + '"', "\"ofANewerBuild\"")));
        return new Sent(newer.manifest(), newer.content());
    }

    private static GoldenFile golden(String file) {
        Serialization serialization = SerializationExtension.get(Adapter.toClassic(OLD.system()));
        return GoldenFile.of(file, GoldenFile.written(serialization, Objects.requireNonNull(SAMPLES.get(file))));
    }

    private static JsonNode tree(String json) {
        try {
            return new ObjectMapper().readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
