package dev.muster.twinservice.twin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigValueFactory;
import dev.muster.twinservice.pace.Backoff;
import dev.muster.twinservice.placement.Placement;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TwinSettingsTest {
    private static final TwinSettings SHIPPED = new TwinSettings(
            96,
            Placement.NEAR_PARTITION,
            Duration.ofMinutes(10),
            new TwinSettings.Observing(Duration.ofSeconds(4), 1_024, 100_000, 8),
            new TwinSettings.Judging(Duration.ofMinutes(10), 16),
            new TwinSettings.Snapshots(50, 2),
            new Backoff(Duration.ofMillis(200), Duration.ofSeconds(10)));

    /** Every key, with another value than the shipped one. */
    private static final Map<String, Object> ALL_OTHER = Map.ofEntries(
            Map.entry("shards", 10),
            Map.entry("placement", "spread"),
            Map.entry("passivate-after", "1 minute"),
            Map.entry("activations-max", 7),
            Map.entry("ask-timeout", "3s"),
            Map.entry("observes-in-flight-max", 11),
            Map.entry("observes-waiting-max", 12),
            Map.entry("lookups-max", 13),
            Map.entry("clock-ahead-max", "14s"),
            Map.entry("duplicate-window", 15),
            Map.entry("snapshot-every", 16),
            Map.entry("snapshots-kept", 17),
            Map.entry("retry-min", "18ms"),
            Map.entry("retry-max", "19ms"));

    @Test
    void shouldShipTheseDefaults() {
        assertThat(TwinSettings.from(TwinFixtures.config())).isEqualTo(SHIPPED);
    }

    @Test
    void shouldReadEveryKey() {
        // given
        Config config = TwinFixtures.config();
        assertThat(config.getConfig("muster.twin").root().keySet()).isEqualTo(ALL_OTHER.keySet());

        // when
        for (Map.Entry<String, Object> entry : ALL_OTHER.entrySet()) {
            config = with(config, entry.getKey(), entry.getValue());
        }

        // then
        assertThat(TwinSettings.from(config))
                .isEqualTo(new TwinSettings(
                        10,
                        Placement.SPREAD,
                        Duration.ofMinutes(1),
                        new TwinSettings.Observing(Duration.ofSeconds(3), 11, 12, 13),
                        new TwinSettings.Judging(Duration.ofSeconds(14), 15),
                        new TwinSettings.Snapshots(16, 17),
                        new Backoff(Duration.ofMillis(18), Duration.ofMillis(19))));
    }

    @ParameterizedTest
    @CsvSource({
        "shards, 1, 0",
        "shards, 10000, 10001",
        "placement, spread, near",
        "placement, near-partition, NEAR_PARTITION",
        "passivate-after, 1ms, 0s",
        "ask-timeout, 1ms, 0s",
        "observes-in-flight-max, 1, 0",
        "observes-in-flight-max, 1000000, 1000001",
        "observes-waiting-max, 0, -1",
        "observes-waiting-max, 10000000, 10000001",
        "lookups-max, 1, 0",
        "lookups-max, 1000, 1001",
        "clock-ahead-max, 1ms, 0s",
        "duplicate-window, 1, 0",
        "duplicate-window, 8192, 8193",
        "snapshot-every, 1, 0",
        "snapshot-every, 10000, 10001",
        "snapshots-kept, 1, 0",
        "snapshots-kept, 100, 101",
        "retry-min, 1ms, 0s",
        "retry-max, 200ms, 199ms"
    })
    void shouldRefuseJustBeyondEachLimit(String key, String allowed, String refused) {
        assertThat(TwinSettings.from(with(TwinFixtures.config(), key, allowed))).isNotNull();
        assertThatThrownBy(() -> TwinSettings.from(with(TwinFixtures.config(), key, refused)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Expected ");
    }

    private static Config with(Config config, String key, Object value) {
        return config.withValue("muster.twin." + key, ConfigValueFactory.fromAnyRef(value));
    }
}
