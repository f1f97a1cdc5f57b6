package dev.muster.twinservice.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.cluster.MemberStatus;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Down;
import akka.cluster.typed.Join;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who has given up whom? */
class RemnantTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Config CONFIG = ConfigFactory.parseString("""
                    akka {
                      actor.provider = cluster
                      remote.artery.canonical { hostname = "127.0.0.1", port = 0 }
                      coordinated-shutdown.exit-jvm = off
                      cluster {
                        jmx.multi-mbeans-in-same-jvm = on
                        gossip-interval = 100ms
                        leader-actions-interval = 100ms
                      }
                    }
                    """)
            .withFallback(ConfigFactory.defaultReference())
            .resolve();

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1);
    private final Remnant remnant = new Remnant(nanos::get);
    private final List<ActorTestKit> nodes = new ArrayList<>();

    @AfterEach
    void end() {
        nodes.forEach(ActorTestKit::shutdownTestKit);
    }

    @Test
    void shouldBeTheLostOneWhenItGivesUpTheOthersOneByOne() {
        assertThat(remnant.isAfterLoss(2)).as("1 of 3").isFalse();
        nanos.addAndGet(Duration.ofSeconds(5).toNanos());
        assertThat(remnant.isAfterLoss(1)).as("2 of 3").isTrue();
    }

    /** Of two that lose each other the split brain resolver chooses one. */
    @Test
    void shouldGoOnWithHalf() {
        assertThat(remnant.isAfterLoss(1)).isFalse();
    }

    @Test
    void shouldTakeLossesThatAreFarApartForLosses() {
        assertThat(remnant.isAfterLoss(2)).isFalse();
        nanos.addAndGet(Remnant.WHILE.toNanos() + 1);
        assertThat(remnant.isAfterLoss(1)).isFalse();
    }

    @Test
    void shouldGoOnWhenTheLargerPartIsLeft() {
        assertThat(remnant.isAfterLoss(4)).isFalse();
        assertThat(remnant.isAfterLoss(3)).as("2 of 5 at once").isFalse();
        assertThat(remnant.isAfterLoss(2)).as("3 of 5 within a while").isTrue();
    }

    @Test
    void shouldEndTheNodeThatHasGivenUpAllOthers() {
        ActorTestKit alone = node();
        ActorTestKit second = node();
        ActorTestKit third = node();
        TestProbe<String> ended = alone.createTestProbe();
        alone.spawn(Remnant.watch(remnant, () -> ended.ref().tell("ended")));
        ended.awaitAssert(
                PATIENCE, () -> assertThat(Cluster.get(alone.system()).state().getMembers())
                        .hasSize(3)
                        .allMatch(member -> member.status().equals(MemberStatus.up())));

        giveUp(alone, second);
        ended.expectNoMessage(Duration.ofMillis(500));
        giveUp(alone, third);

        assertThat(ended.receiveMessage(PATIENCE)).isEqualTo("ended");
    }

    private ActorTestKit node() {
        ActorTestKit node = ActorTestKit.create("remnant", CONFIG);
        nodes.add(node);
        Cluster.get(node.system())
                .manager()
                .tell(Join.create(
                        Cluster.get(nodes.get(0).system()).selfMember().address()));
        return node;
    }

    private static void giveUp(ActorTestKit by, ActorTestKit lost) {
        Cluster.get(by.system())
                .manager()
                .tell(new Down(Cluster.get(lost.system()).selfMember().address()));
    }
}
