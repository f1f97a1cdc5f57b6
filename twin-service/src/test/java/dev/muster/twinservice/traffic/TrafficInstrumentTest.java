package dev.muster.twinservice.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorRefResolver;
import akka.cluster.sharding.typed.ShardingEnvelope;
import com.typesafe.config.ConfigFactory;
import dev.muster.twinservice.traffic.SentTraffic.Sent;
import dev.muster.twinservice.twin.AssetTwin;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Over a real connection between a node as application.conf makes it, and one of a build that counts nothing. */
class TrafficInstrumentTest {
    private static final String REMOTE = """
            akka.actor.provider = remote
            akka.remote.artery.canonical { hostname = "127.0.0.1", port = 0 }
            akka.coordinated-shutdown.exit-jvm = off
            akka.loglevel = WARNING
            """;
    private static final ActorTestKit SENDER = kit("sender", REMOTE);
    private static final ActorTestKit RECEIVER =
            kit("receiver", REMOTE + "akka.remote.artery.advanced.instruments = []");
    private static final String TEXT = "Expected … but …".repeat(20);
    private static final AssetTwin.Rejected REJECTED = new AssetTwin.Rejected(TEXT);

    private final TestProbe<Object> afar = RECEIVER.createTestProbe();
    private final TestProbe<Object> here = SENDER.createTestProbe();
    private final ActorRef<Object> fromHere = ActorRefResolver.get(SENDER.system())
            .resolveActorRef(ActorRefResolver.get(RECEIVER.system()).toSerializationFormat(afar.ref()));
    private final ActorRef<Object> fromAfar = ActorRefResolver.get(RECEIVER.system())
            .resolveActorRef(ActorRefResolver.get(SENDER.system()).toSerializationFormat(here.ref()));

    private static ActorTestKit kit(String name, String config) {
        return ActorTestKit.create(name, ConfigFactory.parseString(config).withFallback(ConfigFactory.load()));
    }

    @AfterAll
    static void stop() {
        SENDER.shutdownTestKit();
        RECEIVER.shutdownTestKit();
    }

    @Test
    void shouldCountWhatLeavesAndNothingElse() {
        // when
        fromHere.tell(REJECTED);
        fromHere.tell(REJECTED);
        fromHere.tell(ShardingEnvelope.apply("WT-07", REJECTED));
        here.ref().tell(REJECTED);
        fromAfar.tell(REJECTED);

        // then: it arrives as it was sent
        afar.expectMessage(REJECTED);
        afar.expectMessage(REJECTED);
        afar.expectMessage(ShardingEnvelope.apply("WT-07", REJECTED));
        here.expectMessage(REJECTED);
        here.expectMessage(REJECTED);
        List<Sent> ours = SentTraffic.of(SENDER.system()).sent().stream()
                .filter(sent -> sent.kind().equals("twin.AssetTwin.Rejected"))
                .toList();
        assertThat(ours).hasSize(1);
        assertThat(ours.get(0).messages()).isEqualTo(3);
        assertThat(ours.get(0).bytes()).isBetween(3L * TEXT.length(), 3L * (3 * TEXT.length() + 500));
        assertThat(SentTraffic.of(RECEIVER.system()).sent()).isEmpty();
    }
}
