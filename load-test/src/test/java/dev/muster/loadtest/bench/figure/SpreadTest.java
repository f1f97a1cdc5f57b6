package dev.muster.loadtest.bench.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SpreadTest {
    @Test
    void shouldTakeTheOneInTheMiddle() {
        assertThat(Spread.of(List.of(3.0, 1.0, 2.0))).isEqualTo(new Spread(2, 1, 3));
        assertThat(Spread.of(List.of(4.0, 1.0, 2.0, 9.0))).isEqualTo(new Spread(3, 1, 9));
        assertThat(Spread.of(List.of(5.0))).isEqualTo(new Spread(5, 5, 5));
        assertThatThrownBy(() -> Spread.of(List.of())).hasMessageContaining("Expected figures");
    }

    @Test
    void shouldTakePercentilesThatDidOccur() {
        long[] reversed = LongStream.rangeClosed(1, 1_000).map(i -> 1_001 - i).toArray();

        assertThat(Percentiles.of(reversed)).isEqualTo(new Percentiles(1_000, 500, 990, 999, 1_000));
        assertThat(reversed[0]).isEqualTo(1_000);
        assertThat(new Percentiles(1_200, 1_500_000, 1_234_000_000, 2, 2_000_000_000).told())
                .isEqualTo("p50 1.5 ms, p99 1,234.0 ms, max 2,000.0 ms of 1,200");
        assertThat(Percentiles.of(new long[] {5, 3})).isEqualTo(new Percentiles(2, 3, 5, 5, 5));
        assertThat(Percentiles.of(new long[] {7})).isEqualTo(new Percentiles(1, 7, 7, 7, 7));
        assertThat(Percentiles.of(LongStream.rangeClosed(1, 1_200).toArray()))
                .isEqualTo(new Percentiles(1_200, 600, 1_188, 1_199, 1_200));
        assertThatThrownBy(() -> Percentiles.of(new long[0])).hasMessageContaining("Expected times");
    }
}
