package dev.muster.loadtest.scale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.muster.loadtest.scale.Traffic.Count;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class WindowTest {
    private static final Offset<Double> NEARLY = within(1e-9);

    @Test
    void shouldBeWhatHappenedBetweenTwoTallies() {
        // given
        Tally before = tally(100, 10, 1_000, 7, 40, 3, 2);
        Tally after = tally(110, 25, 4_000, 107, 60, 4, 2);

        // when
        Window window = after.since(before);

        // then
        assertThat(window)
                .isEqualTo(new Window(
                        Duration.ofSeconds(10),
                        traffic(15, 3_000),
                        100,
                        Duration.ofSeconds(20),
                        Duration.ofSeconds(1),
                        Duration.ZERO));
    }

    @Test
    void shouldTellWhatIsThereAnywayFromWhatSamplesCause() {
        // given: 10 messages a second come without a sample
        Window idle = window(5, 50, 2_500, 0, 1);
        Window busy = window(20, 500, 85_000, 100, 14);

        // then
        assertThat(busy.perSecond(Window::messages)).isEqualTo(25, NEARLY);
        assertThat(busy.perSample(Window::messages)).isEqualTo(5, NEARLY);
        assertThat(busy.marginalPerSample(idle, Window::messages)).isEqualTo(3, NEARLY);
        assertThat(busy.marginalPerSample(idle, Window::bytes)).isEqualTo(750, NEARLY);
        assertThat(busy.perSample(Window.millis(Window::nodes))).isEqualTo(140, NEARLY);
        assertThat(busy.marginalPerSample(idle, Window.millis(Window::nodes))).isEqualTo(100, NEARLY);
    }

    private static Window window(int seconds, long messages, long bytes, long records, int nodesSeconds) {
        return new Window(
                Duration.ofSeconds(seconds),
                traffic(messages, bytes),
                records,
                Duration.ofSeconds(nodesSeconds),
                Duration.ZERO,
                Duration.ZERO);
    }

    private static Tally tally(int at, long messages, long bytes, long records, int nodes, int kafka, int cassandra) {
        return new Tally(
                Duration.ofSeconds(at),
                traffic(messages, bytes),
                records,
                Duration.ofSeconds(nodes),
                Duration.ofSeconds(kafka),
                Duration.ofSeconds(cassandra));
    }

    private static Traffic traffic(long messages, long bytes) {
        return new Traffic(new TreeMap<>(Map.of("any", new Count(messages, bytes))));
    }
}
