package dev.muster.aggregation.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class ClusterNodesTest {
    private final ClusterNodes nodes = new ClusterNodes("self");

    @Test
    void shouldCallANodeUnreachableWhileItIsSilent() {
        nodes.silent("b");
        assertThat(nodes.unreachable()).containsExactly("b");

        nodes.heardAgain("b");
        assertThat(nodes.unreachable()).isEmpty();
    }

    @Test
    void shouldNeverBelieveAgainWhoWasDowned() {
        nodes.silent("b");
        nodes.downed("b");
        nodes.heardAgain("b");
        assertThat(nodes.unreachable()).containsExactly("b");

        nodes.removed("b", false);
        assertThat(nodes.unreachable()).containsExactly("b");
    }

    @Test
    void shouldNotMissWhoLeftInPeace() {
        nodes.removed("b", true);

        assertThat(nodes.unreachable()).isEmpty();
    }

    @Test
    void shouldMissWhoWasRemovedWithoutLeaving() {
        nodes.removed("b", false);

        assertThat(nodes.unreachable()).containsExactly("b");
    }

    @Test
    void shouldMissWhoFellSilentWhileItLeft() {
        nodes.silent("b");
        nodes.removed("b", true);

        assertThat(nodes.unreachable()).containsExactly("b");
    }

    /** All aggregators of the node ask whether it is another one with every message. */
    @Test
    void shouldBeTheSameInstanceUntilItChanges() {
        nodes.silent("b");
        Set<String> before = nodes.unreachable();

        nodes.silent("b");
        nodes.downed("b");
        nodes.removed("c", true);

        assertThat(nodes.unreachable()).isSameAs(before);
    }

    @Test
    void shouldForgetThoseWhoWereLostLongest() {
        for (int i = 0; i <= ClusterNodes.LOST_MAX; i++) {
            nodes.downed("b" + i);
        }

        assertThat(nodes.unreachable())
                .hasSize(ClusterNodes.LOST_MAX)
                .doesNotContain("b0")
                .contains("b1");
    }
}
