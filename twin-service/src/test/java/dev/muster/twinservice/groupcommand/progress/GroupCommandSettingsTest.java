package dev.muster.twinservice.groupcommand.progress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import dev.muster.twinservice.pace.Backoff;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GroupCommandSettingsTest {
    /** Every key, with another value than the shipped one. */
    private static final Map<String, Object> ALL_OTHER = Map.ofEntries(
            Map.entry("members-max", 1),
            Map.entry("at-once", 2),
            Map.entry("give-within", "3s"),
            Map.entry("ask-timeout", "4s"),
            Map.entry("flush-after", "5ms"),
            Map.entry("snapshot-every", 6),
            Map.entry("wake-after", "7s"),
            Map.entry("wake-waiting-after", "8s"),
            Map.entry("passivate-after", "9s"),
            Map.entry("retry-min", "10ms"),
            Map.entry("retry-max", "11ms"),
            Map.entry("check-after", "12s"),
            Map.entry("certain-after", "13s"));

    private static Config shipped() {
        return ConfigFactory.defaultReference();
    }

    private static Config with(Config config, String key, Object value) {
        return config.withValue("muster.group-command." + key, ConfigValueFactory.fromAnyRef(value));
    }

    @Test
    void shouldShipTheDefaultsThatTheSimulationPlaysWith() {
        assertThat(GroupCommandSettings.from(shipped())).isEqualTo(GroupFixtures.settings());
    }

    @Test
    void shouldReadEveryKey() {
        // given
        Config config = shipped();
        assertThat(config.getConfig("muster.group-command").root().keySet()).isEqualTo(ALL_OTHER.keySet());

        // when
        for (Map.Entry<String, Object> entry : ALL_OTHER.entrySet()) {
            config = with(config, entry.getKey(), entry.getValue());
        }

        // then
        assertThat(GroupCommandSettings.from(config))
                .isEqualTo(new GroupCommandSettings(
                        1,
                        2,
                        Duration.ofSeconds(3),
                        Duration.ofSeconds(4),
                        new GroupCommandSettings.Keeping(
                                Duration.ofMillis(5),
                                6,
                                Duration.ofSeconds(7),
                                Duration.ofSeconds(8),
                                Duration.ofSeconds(9)),
                        new GroupCommandSettings.Retry(
                                new Backoff(Duration.ofMillis(10), Duration.ofMillis(11)),
                                Duration.ofSeconds(12),
                                Duration.ofSeconds(13))));
    }

    @ParameterizedTest
    @CsvSource({
        "members-max, 0, 50001",
        "at-once, 0, 1001",
        "give-within, 0s, -1s",
        "ask-timeout, 0s, -1s",
        "flush-after, 0s, -1s",
        "snapshot-every, 0, 10001",
        "wake-after, 0s, -1s",
        "wake-waiting-after, 0s, -1s",
        "passivate-after, 0s, -1s",
        "check-after, 0s, -1s",
        "certain-after, 0s, -1s"
    })
    void shouldNameTheKeyThatIsOutOfRange(String key, String low, String other) {
        for (String value : new String[] {low, other}) {
            assertThatThrownBy(() -> GroupCommandSettings.from(with(shipped(), key, value)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("Expected muster.group-command." + key)
                    .hasMessageContaining(" but got ");
        }
    }

    @ParameterizedTest
    @CsvSource({"members-max, 50000", "at-once, 1000", "snapshot-every, 10000", "members-max, 1"})
    void shouldTakeWhatIsJustInRange(String key, String value) {
        assertThat(GroupCommandSettings.from(with(shipped(), key, value))).isNotNull();
    }
}
