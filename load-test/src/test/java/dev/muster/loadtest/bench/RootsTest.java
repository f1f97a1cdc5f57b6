package dev.muster.loadtest.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.assetmodel.identity.GroupId;
import dev.muster.loadtest.client.AggregateReply;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RootsTest {
    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

    @ParameterizedTest
    @CsvSource({"5.000001, 7, 7, true", "5.000002, 7, 7, false", "5.000001, 7, 6, false", "5.000001, 8, 7, false"})
    void shouldBeCompleteWithTheTotalOfAllOnly(BigDecimal value, int expected, int reporting, boolean complete) {
        AggregateReply reply = new AggregateReply(
                "geography",
                new GroupId("root"),
                "Root",
                "power",
                "MW",
                NOW,
                value,
                expected,
                reporting,
                new AggregateReply.Missing(expected - reporting, Map.of(), List.of(), null),
                null,
                List.of());

        assertThat(Roots.isComplete(reply, new RootTotal(5_000_001, 7))).isEqualTo(complete);
    }

    @Test
    void shouldBeThereOnlyWhenEveryPartitionIsCommitted() {
        Map<TopicPartition, Long> committed = Map.of(new TopicPartition("t", 0), 5L, new TopicPartition("t", 1), 7L);

        assertThat(Groups.hasReached(committed, "t", List.of(5L, 7L, 0L))).isTrue();
        assertThat(Groups.hasReached(committed, "t", List.of(4L, 8L, 0L))).isFalse();
        assertThat(Groups.hasReached(committed, "t", List.of(5L, 7L, 1L))).isFalse();
        assertThat(Groups.hasReached(committed, "other", List.of(5L))).isFalse();
    }
}
