package dev.muster.aggregation.group;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.assetmodel.identity.GroupId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.HierarchyId;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class GroupAggregatorTest {
    private static final long TICK = 200;
    private static final Instant NOW = Instant.parse("2030-01-02T03:04:05.678Z");

    @Test
    void shouldSpreadTheTicksOfGroupsThatStartTogether() {
        Map<Long, Long> groupsByTenMillis = IntStream.range(0, 2_000)
                .mapToObj(GroupAggregatorTest::group)
                .map(group -> GroupAggregator.millisToTick(group, TICK, NOW))
                .collect(Collectors.groupingBy(millis -> (millis - 1) / 10, Collectors.counting()));

        assertThat(groupsByTenMillis).hasSize(20);
        assertThat(groupsByTenMillis.values()).allMatch(groups -> groups < 200);
    }

    @Test
    void shouldTickInItsPlaceWheneverItWasAskedAndHoweverLateItWas() {
        long first = GroupAggregator.millisToTick(group(7), TICK, NOW);

        assertThat(LongStream.range(0, 1_000)
                        .map(later -> later + GroupAggregator.millisToTick(group(7), TICK, NOW.plusMillis(later)))
                        .map(tick -> Math.floorMod(tick - first, TICK)))
                .containsOnly(0L);
        assertThat(GroupAggregator.millisToTick(group(7), TICK, NOW.plusMillis(first)))
                .isEqualTo(TICK);
    }

    private static GroupKey group(int number) {
        return new GroupKey(new HierarchyId("geography"), new GroupId("leaf-" + number));
    }
}
