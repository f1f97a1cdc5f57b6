package dev.muster.twinservice.placement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShardHomesTest {
    private static final TwinShards SHARDS = new TwinShards(24, 4);

    private final ShardHomes homes = new ShardHomes(SHARDS, 10, 0.5);

    @Test
    void shouldStartAShardWithWhomReadsItsPartition() {
        Map<String, List<Integer>> hosts = Map.of("a", List.of(), "b", List.of(0, 1, 2));
        assertThat(homes.of(7, Map.of(3, new Reader("b", 1)), hosts)).hasValue("b");
    }

    @Test
    void shouldStartAShardWhereThereAreTheFewestWhenItsReaderIsUnknownOrGone() {
        Map<String, List<Integer>> hosts = Map.of("a", List.of(4, 5), "b", List.of(6), "c", List.of(8));
        assertThat(homes.of(7, Map.of(), hosts)).hasValue("b");
        assertThat(homes.of(7, Map.of(3, new Reader("gone", 99)), hosts)).hasValue("b");
        assertThat(homes.of(7, Map.of(3, new Reader("gone", 99)), Map.of())).isEmpty();
    }

    @Test
    void shouldMoveOnlyAfterASecondRoundWithTheSameReader() {
        Map<String, List<Integer>> hosts = Map.of("a", List.of(3, 7, 2), "b", List.of());
        assertThat(homes.toMove(Map.of(3, new Reader("b", 1), 2, new Reader("b", 1)), hosts))
                .isEmpty();
        assertThat(homes.toMove(Map.of(3, new Reader("b", 2), 2, new Reader("a", 2)), hosts))
                .containsExactly(3);
        assertThat(homes.toMove(Map.of(3, new Reader("a", 3), 2, new Reader("b", 3)), hosts))
                .isEmpty();
    }

    @Test
    void shouldNotMoveToWhomHasNotSpokenSince() {
        Map<String, List<Integer>> hosts = Map.of("a", List.of(3), "b", List.of());
        assertThat(homes.toMove(Map.of(3, new Reader("b", 5)), hosts)).isEmpty();
        assertThat(homes.toMove(Map.of(3, new Reader("b", 5)), hosts)).isEmpty();
        assertThat(homes.toMove(Map.of(3, new Reader("b", 6)), hosts)).containsExactly(3);
    }

    @Test
    void shouldNotMoveTowardsANodeThatIsNoHost() {
        Map<String, List<Integer>> hosts = Map.of("a", List.of(3), "b", List.of());
        assertThat(homes.toMove(Map.of(3, new Reader("leaving", 5)), hosts)).isEmpty();
        assertThat(homes.toMove(Map.of(3, new Reader("leaving", 6)), hosts)).isEmpty();
    }

    @Test
    void shouldCountARoundInWhichNothingMayMove() {
        Map<Integer, Reader> before = Map.of(3, new Reader("b", 1));
        assertThat(homes.toMove(before, Map.of())).isEmpty();
        assertThat(homes.toMove(Map.of(3, new Reader("b", 2)), Map.of("a", List.of(3), "b", List.of())))
                .containsExactly(3);
    }

    @Test
    void shouldMoveNoMoreThanEitherLimitAllowsAndOneAtLeast() {
        assertThat(moved(10, 0.5, 24)).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
        assertThat(moved(100, 0.5, 24)).hasSize(12);
        assertThat(moved(100, 0.5, 9)).containsExactly(0, 1, 2, 3);
        assertThat(moved(10, 0.01, 24)).containsExactly(0);
    }

    /** Of {@code running} shards on a node that reads nothing. */
    private static Iterable<Integer> moved(int max, double share, int running) {
        ShardHomes homes = new ShardHomes(SHARDS, max, share);
        Map<String, List<Integer>> hosts =
                Map.of("a", IntStream.range(0, running).boxed().toList(), "b", List.of());
        homes.toMove(readers(1), hosts);
        return homes.toMove(readers(2), hosts);
    }

    private static Map<Integer, Reader> readers(long posts) {
        Reader reader = new Reader("b", posts);
        return Map.of(0, reader, 1, reader, 2, reader, 3, reader);
    }
}
