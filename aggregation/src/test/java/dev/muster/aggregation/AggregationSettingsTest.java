package dev.muster.aggregation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AggregationSettingsTest {
    private static final Config REFERENCE =
            ConfigFactory.parseResources("reference.conf").resolve();

    @Test
    void shouldHaveTheseDefaults() {
        AggregationSettings settings = AggregationSettings.from(ConfigFactory.load());

        assertThat(settings)
                .isEqualTo(new AggregationSettings(
                        new AggregationSettings.RollUp(
                                Duration.ofMillis(200),
                                Duration.ofMillis(40),
                                Duration.ofSeconds(10),
                                Duration.ofSeconds(30),
                                Duration.ofSeconds(2),
                                Duration.ofSeconds(5),
                                Duration.ofSeconds(2)),
                        new AggregationSettings.Updates(Duration.ofMillis(200), 500, Duration.ofSeconds(2)),
                        new AggregationSettings.Latest(
                                1_000, Duration.ofSeconds(30), Duration.ofMillis(500), Duration.ofSeconds(30)),
                        new AggregationSettings.Queries(Duration.ofSeconds(3), Duration.ofSeconds(5), 20, 1_000, 500),
                        new AggregationSettings.Recent(Duration.ofSeconds(30), 480)));
    }

    /** Each key to a value of its own and back: none is read under the name of another, none is left over. */
    @Test
    void shouldReadEachKeyAndNoOther() {
        Config config = ConfigFactory.parseString("""
                muster.aggregation {
                  roll-up {
                    tick = 1ms, report-after = 500us, resend-interval = 2ms, unreachable-after = 3ms, root-wake-interval = 4ms
                    ingest-behind-after = 17ms, settle-max = 11ms
                  }
                  updates { flush-interval = 5ms, batch-values-max = 6, ack-timeout = 7ms }
                  latest { read-members-max = 8, reread-after = 9ms, retry-min = 10ms, retry-max = 11ms }
                  queries {
                    timeout = 12ms, page-time-max = 13ms, first-page-members = 14, page-members-max = 15
                    children-per-message-max = 16
                  }
                  recent { interval = 1018ms, points = 19 }
                }
                """);

        assertThat(AggregationSettings.from(config))
                .isEqualTo(new AggregationSettings(
                        new AggregationSettings.RollUp(
                                millis(1),
                                Duration.ofNanos(500_000),
                                millis(2),
                                millis(3),
                                millis(4),
                                millis(17),
                                millis(11)),
                        new AggregationSettings.Updates(millis(5), 6, millis(7)),
                        new AggregationSettings.Latest(8, millis(9), millis(10), millis(11)),
                        new AggregationSettings.Queries(millis(12), millis(13), 14, 15, 16),
                        new AggregationSettings.Recent(millis(1_018), 19)));
        assertThat(keysOf(ConfigFactory.load())).isEqualTo(keysOf(config));
    }

    @ParameterizedTest
    @CsvSource({
        "roll-up.tick, 0ms",
        "roll-up.tick, 40ms",
        "roll-up.report-after, 0ms",
        "roll-up.resend-interval, 200ms",
        "roll-up.unreachable-after, 10s",
        "roll-up.root-wake-interval, 0s",
        "roll-up.ingest-behind-after, 200ms",
        "roll-up.settle-max, -1ms",
        "updates.flush-interval, 0ms",
        "updates.batch-values-max, 0",
        "updates.batch-values-max, 10001",
        "updates.ack-timeout, 200ms",
        "latest.read-members-max, 0",
        "latest.read-members-max, 100001",
        "latest.reread-after, 0s",
        "latest.retry-min, 0s",
        "latest.retry-max, 499ms",
        "queries.timeout, 0s",
        "queries.timeout, 2s",
        "queries.page-time-max, 0s",
        "queries.first-page-members, 0",
        "queries.first-page-members, 1001",
        "queries.page-members-max, 1001",
        "queries.children-per-message-max, 0",
        "queries.children-per-message-max, 1001",
        "recent.interval, 999ms",
        "recent.points, -1",
        "recent.points, 2881",
    })
    void shouldRefuseWhatIsJustBeyondALimit(String key, String wrong) {
        assertThatThrownBy(() -> AggregationSettings.from(with(key, wrong)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Expected muster.aggregation." + key)
                .hasMessageContaining("but got");
    }

    @ParameterizedTest
    @CsvSource({
        "roll-up.tick, 41ms",
        "roll-up.resend-interval, 201ms",
        "roll-up.unreachable-after, 10001ms",
        "roll-up.ingest-behind-after, 201ms",
        "roll-up.settle-max, 0s",
        "queries.timeout, 2001ms",
        "updates.batch-values-max, 1",
        "updates.batch-values-max, 10000",
        "updates.ack-timeout, 201ms",
        "latest.read-members-max, 1",
        "latest.read-members-max, 100000",
        "latest.retry-max, 500ms",
        "queries.first-page-members, 1",
        "queries.first-page-members, 1000",
        "queries.children-per-message-max, 1",
        "queries.children-per-message-max, 1000",
        "recent.interval, 1s",
        "recent.points, 0",
        "recent.points, 2880",
    })
    void shouldTakeWhatIsJustWithinALimit(String key, String right) {
        assertThat(AggregationSettings.from(with(key, right))).isNotNull();
    }

    @ParameterizedTest
    @CsvSource({"30s, false", "29999ms, true"})
    void shouldTakeSlotsOnlyIfATickFallsIntoEach(String tick, boolean taken) {
        Config config = ConfigFactory.parseString("""
                        muster.aggregation.roll-up {
                          tick = %s, resend-interval = 40s, unreachable-after = 50s, ingest-behind-after = 40s
                        }
                        """.formatted(tick)).withFallback(ConfigFactory.load());

        if (taken) {
            assertThat(AggregationSettings.from(config)).isNotNull();
        } else {
            assertThatThrownBy(() -> AggregationSettings.from(config))
                    .hasMessage("Expected muster.aggregation.recent.interval longer than roll-up.tick (PT30S)"
                            + " but got PT30S");
        }
    }

    /** Places in a tick are counted in milliseconds. */
    @Test
    void shouldRefuseATickOfLessThanAMillisecond() {
        Config config = ConfigFactory.parseString("muster.aggregation.roll-up { tick = 999us, report-after = 1us }")
                .withFallback(ConfigFactory.load());

        assertThatThrownBy(() -> AggregationSettings.from(config))
                .hasMessage("Expected muster.aggregation.roll-up.tick of at least 1 ms but got PT0.000999S");
    }

    @Test
    void shouldDocumentEveryKey() {
        Config aggregation = REFERENCE.getConfig("muster.aggregation");

        assertThat(aggregation.entrySet())
                .filteredOn(entry -> entry.getValue().origin().comments().isEmpty())
                .extracting(entry -> entry.getKey())
                .as("keys without a comment; retry-max shares that of retry-min")
                .containsExactly("latest.retry-max");
    }

    private static Config with(String key, String setting) {
        return ConfigFactory.parseString("muster.aggregation.%s = %s".formatted(key, setting))
                .withFallback(ConfigFactory.load());
    }

    private static Set<String> keysOf(Config config) {
        return config.getConfig("muster.aggregation").entrySet().stream()
                .map(entry -> entry.getKey())
                .collect(Collectors.toSet());
    }

    private static Duration millis(int millis) {
        return Duration.ofMillis(millis);
    }
}
