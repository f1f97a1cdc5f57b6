package dev.muster.twinservice.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.ActorSelectionMessage;
import akka.cluster.sharding.typed.ShardingEnvelope;
import dev.muster.aggregation.group.GroupMessage;
import dev.muster.twinservice.traffic.SentTraffic.Sent;
import dev.muster.twinservice.twin.AssetTwin;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import scala.collection.immutable.List$;

class SentTrafficTest {
    private static final Object REJECTED = new AssetTwin.Rejected("Expected … but …");

    private final SentTraffic traffic = new SentTraffic();

    @Test
    void shouldSumMessagesAndBytesByKind() {
        // when
        traffic.count(REJECTED, 100);
        traffic.count(REJECTED, 40);
        traffic.count(new AssetTwin.Unjudged("…"), 7);

        // then
        assertThat(traffic.sent())
                .containsExactly(
                        new Sent("twin.AssetTwin.Rejected", 2, 140), new Sent("twin.AssetTwin.Unjudged", 1, 7));
    }

    @Test
    void shouldCountWhatIsInAnEnvelopeAndNotTheEnvelope() {
        // given
        Object toAnEntity = ShardingEnvelope.apply("WT-07", REJECTED);
        Object toAPath = ActorSelectionMessage.apply(toAnEntity, List$.MODULE$.empty(), false);

        // when
        traffic.count(toAnEntity, 1);
        traffic.count(toAPath, 2);

        // then
        assertThat(traffic.sent()).containsExactly(new Sent("twin.AssetTwin.Rejected", 2, 3));
    }

    @Test
    void shouldTellOursByClassAndAkkasByPackage() {
        assertThat(SentTraffic.kindOf(AssetTwin.Observe.class)).isEqualTo("twin.AssetTwin.Observe");
        assertThat(SentTraffic.kindOf(GroupMessage.TakePartial.class)).isEqualTo("group.GroupMessage.TakePartial");
        assertThat(SentTraffic.kindOf(ShardingEnvelope.class)).isEqualTo("akka.cluster.sharding.typed");
        assertThat(SentTraffic.kindOf(Instant.class)).isEqualTo("other");
    }

    @Test
    void shouldMakeOneKindOfAkkasClassesInAPackage() {
        // when
        traffic.count(akka.Done.getInstance(), 1);
        traffic.count(akka.NotUsed.getInstance(), 2);

        // then
        assertThat(traffic.sent()).containsExactly(new Sent("akka", 2, 3));
    }
}
