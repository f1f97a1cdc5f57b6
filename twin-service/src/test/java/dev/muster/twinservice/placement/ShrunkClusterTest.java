package dev.muster.twinservice.placement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ShrunkClusterTest {
    private final TwinPlacement anywhere = new TwinPlacement(Placement.SPREAD, new TwinShards(12, 4), Map::of);

    @Test
    void shouldHaveHomesForAllWhenFewerAreLeftThanFormTheCluster() {
        try (PlacedNode one = new PlacedNode(anywhere, null, 2);
                PlacedNode other = new PlacedNode(anywhere, one, 2)) {
            // given
            one.eventually(() -> assertThat(one.homeOf("WT-1")).isEqualTo(other.homeOf("WT-1")));
            PlacedNode oldest = one.isOlderThan(other) ? one : other;
            PlacedNode last = oldest == one ? other : one;

            // when the one that places shards is lost
            last.giveUp(oldest);

            // then
            for (String asset : new String[] {"WT-1", "WT-2", "WT-3"}) {
                last.eventually(() -> assertThat(last.homeOf(asset)).isEqualTo(last.address()));
            }
        }
    }
}
