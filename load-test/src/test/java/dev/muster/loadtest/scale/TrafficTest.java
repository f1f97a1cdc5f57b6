package dev.muster.loadtest.scale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.muster.loadtest.scale.Traffic.Count;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TrafficTest {
    private static final String METRICS = """
            # HELP muster_cluster_bytes_sent_total Bytes of messages that left for other nodes, by kind.
            # TYPE muster_cluster_bytes_sent_total counter
            muster_cluster_bytes_sent_total{kind="akka.cluster"} 1.25E7
            muster_cluster_bytes_sent_total{kind="twin.AssetTwin.Observe"} 600.0
            # TYPE muster_cluster_messages_sent_total counter
            muster_cluster_messages_sent_total{kind="akka.cluster"} 50000.0
            muster_cluster_messages_sent_total{kind="twin.AssetTwin.Observe"} 3.0
            muster_ready 1.0
            """;

    @Test
    void shouldReadWhatANodeSaysOfItself() {
        assertThat(Traffic.parse(METRICS))
                .isEqualTo(traffic(Map.of(
                        "akka.cluster", new Count(50_000, 12_500_000), "twin.AssetTwin.Observe", new Count(3, 600))));
        assertThat(Traffic.parse("muster_ready 1.0\n")).isEqualTo(Traffic.NONE);
    }

    @Test
    void shouldAddNodesAndSubtractWhatWasBefore() {
        // given
        Traffic one = traffic(Map.of("a", new Count(5, 50), "b", new Count(1, 10)));
        Traffic other = traffic(Map.of("b", new Count(2, 30), "c", new Count(4, 4)));

        // when
        Traffic sum = one.plus(other);

        // then
        assertThat(sum).isEqualTo(traffic(Map.of("a", new Count(5, 50), "b", new Count(3, 40), "c", new Count(4, 4))));
        assertThat(sum.total()).isEqualTo(new Count(12, 94));
        assertThat(sum.minus(one))
                .isEqualTo(traffic(Map.of("a", new Count(0, 0), "b", new Count(2, 30), "c", new Count(4, 4))));
    }

    @Test
    void shouldNotTakeARestartForTraffic() {
        Traffic before = traffic(Map.of("a", new Count(5, 50)));

        assertThatIllegalStateException()
                .isThrownBy(() -> traffic(Map.of("a", new Count(4, 60))).minus(before))
                .withMessageContaining("was a node restarted?");
        assertThatIllegalStateException().isThrownBy(() -> Traffic.NONE.minus(before));
    }

    private static Traffic traffic(Map<String, Count> byKind) {
        return new Traffic(new TreeMap<>(byKind));
    }
}
