package dev.muster.twinservice.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GatheringTest {
    private static final PeerAnswer NO_CLUSTER = new PeerAnswer(Set.of());
    private static final PeerAnswer IN_ANOTHER = new PeerAnswer(Set.of("b", "c"));
    private static final int PATIENCE = 15;

    private final Gathering gathering = new Gathering(2);

    @Test
    void shouldSayHowManyItSeesAndNeeds() {
        assertThat(gathering.waitingFor()).isEqualTo("peers: 0 answer, 2 are needed for a new cluster");

        gathering.looked(List.of(NO_CLUSTER), Set.of());

        assertThat(gathering.waitingFor()).isEqualTo("peers: 1 answer, 2 are needed for a new cluster");
    }

    @Test
    void shouldBeAstrayWhenOthersAreUpWithoutItForLong() {
        look(PATIENCE - 1, Set.of("a"), NO_CLUSTER, IN_ANOTHER);
        assertThat(gathering.isAstray()).isFalse();

        look(1, Set.of("a"), NO_CLUSTER, IN_ANOTHER);
        assertThat(gathering.isAstray()).isTrue();
    }

    @Test
    void shouldNotBeAstrayWhileItIsBeingLetIn() {
        look(PATIENCE - 1, Set.of("a"), IN_ANOTHER);
        look(1, Set.of("a", "b", "c"), IN_ANOTHER);
        look(PATIENCE - 1, Set.of("a"), IN_ANOTHER);

        assertThat(gathering.isAstray()).isFalse();
    }

    @Test
    void shouldNotBeAstrayForHearingLateOfWhoElseCame() {
        look(2 * PATIENCE, Set.of("a", "b"), IN_ANOTHER);

        assertThat(gathering.isAstray()).isFalse();
    }

    @Test
    void shouldBeAstrayWhenWhoItKnowsHasStartedAnewElsewhere() {
        look(PATIENCE, Set.of("a#1"), new PeerAnswer(Set.of("a#2", "b#7")));

        assertThat(gathering.isAstray()).isTrue();
    }

    @Test
    void shouldNotBeAstrayBeforeItHasJoinedOrWhileNobodyIsUp() {
        look(2 * PATIENCE, Set.of(), IN_ANOTHER);
        look(2 * PATIENCE, Set.of("a"), NO_CLUSTER);

        assertThat(gathering.isAstray()).isFalse();
    }

    private void look(int times, Set<String> members, PeerAnswer... answers) {
        for (int i = 0; i < times; i++) {
            gathering.looked(List.of(answers), members);
        }
    }
}
