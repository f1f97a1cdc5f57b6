package dev.muster.loadtest.bench;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.loadtest.bench.Processors.Reading;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProcessorsTest {
    @Test
    void shouldTakeNoTimeOffFromWhoHasEnded() {
        Reading before =
                new Reading(1_000_000_000, Map.of("one", Duration.ofSeconds(3), "gone", Duration.ofSeconds(9)));
        Reading after = new Reading(5_000_000_000L, Map.of("one", Duration.ofSeconds(5), "gone", Duration.ZERO));

        assertThat(after.since(before)).isEqualTo(Map.of("one", Duration.ofSeconds(2), "gone", Duration.ZERO));
        assertThat(after.busySince(before)).isEqualTo(Map.of("one", 0.5, "gone", 0.0));
    }

    @Test
    void shouldCountProcessesThatBelongTogetherAsOneAndThoseThatEndedAsNone() {
        long own = ProcessHandle.current().pid();
        Processors processors = new Processors()
                .of("twice", own, own)
                .of("gone", Long.MAX_VALUE)
                .of("once", own);

        Map<String, Duration> times = processors.read().times();

        assertThat(times.keySet()).containsExactly("twice", "gone", "once");
        assertThat(times.get("gone")).isEqualTo(Duration.ZERO);
        assertThat(times.get("once")).isPositive();
        assertThat(times.get("twice")).isGreaterThan(requireNonNull(times.get("once")));
    }

    @Test
    void shouldWaitOnlyUntilNextToNothingIsDone() {
        Deque<Duration> taken = new ArrayDeque<>(
                List.of(Duration.ZERO, Duration.ofMillis(900), Duration.ofMillis(1_000), Duration.ofMillis(9_000)));

        RunningProcess.awaitCalm(taken::remove, Duration.ofMillis(100));

        assertThat(taken).containsExactly(Duration.ofMillis(9_000));
    }
}
