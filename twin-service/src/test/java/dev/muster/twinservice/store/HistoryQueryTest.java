package dev.muster.twinservice.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.assetmodel.identity.AssetId;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class HistoryQueryTest {
    private static final Instant FROM = Instant.parse("2030-01-01T00:00:00Z");

    @Test
    void shouldTakeLimitsFromOneToTenThousand() {
        assertThat(HistoryQuery.rejection(FROM, FROM, 1)).isNull();
        assertThat(HistoryQuery.rejection(FROM, FROM, 10_000)).isNull();
        assertThat(HistoryQuery.rejection(FROM, FROM, 0)).isEqualTo("Expected a limit from 1 to 10000 but got 0");
        assertThat(HistoryQuery.rejection(FROM, FROM, 10_001)).contains("but got 10001");
    }

    @Test
    void shouldTakeRangesOfUpTo400Days() {
        Instant longest = FROM.plus(Duration.ofDays(400));

        assertThat(HistoryQuery.rejection(FROM, longest, 1)).isNull();
        assertThat(HistoryQuery.rejection(FROM, longest.plusNanos(1), 1)).contains("at most 400 days");
        assertThat(HistoryQuery.rejection(FROM, FROM.minusNanos(1), 1)).contains("not to be after");
    }

    @Test
    void shouldRefuseTimesThatNoKeyCanHold() {
        assertThat(HistoryQuery.rejection(Instant.MAX.minusSeconds(1), Instant.MAX, 1))
                .contains("milliseconds");
        assertThat(HistoryQuery.rejection(Instant.MIN, Instant.MIN, 1)).contains("milliseconds");
    }

    @Test
    void shouldNotExistWhenRejected() {
        assertThatThrownBy(() -> new HistoryQuery(new AssetId("a"), FROM, FROM, 0, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Expected a limit");
    }
}
