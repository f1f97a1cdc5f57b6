package dev.muster.twinservice.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LiveSettingsTest {
    private static final Config REFERENCE = ConfigFactory.defaultReference().withOnlyPath("muster.live");

    @Test
    void shouldHaveTheseDefaults() {
        assertThat(LiveSettings.from(REFERENCE))
                .isEqualTo(new LiveSettings(
                        Duration.ofSeconds(1), Duration.ofMillis(250), Duration.ofSeconds(30), 1_000, 500, 10_000));
    }

    @Test
    void shouldReadEveryKey() {
        Map<String, String> other = Map.of(
                "interval", "500ms",
                "group-interval", "50ms",
                "linger", "1m",
                "readers-max", "7",
                "rows-per-event-max", "8",
                "missing-max", "9");

        assertThat(REFERENCE.getConfig("muster.live").root().keySet()).isEqualTo(other.keySet());
        assertThat(LiveSettings.from(ConfigFactory.parseMap(Map.of("muster.live", other))))
                .isEqualTo(new LiveSettings(
                        Duration.ofMillis(500), Duration.ofMillis(50), Duration.ofMinutes(1), 7, 8, 9));
    }

    @ParameterizedTest
    @CsvSource({
        "interval, 9ms",
        "interval, 2001ms",
        "interval, 0s",
        "group-interval, 9ms",
        "group-interval, 2001ms",
        "linger, 999ms",
        "linger, 3601s",
        "readers-max, 0",
        "readers-max, 100001",
        "rows-per-event-max, 0",
        "rows-per-event-max, 10001",
        "missing-max, -1",
        "missing-max, 1000001"
    })
    void shouldRefuseWhatCannotWork(String key, String value) {
        Config config =
                ConfigFactory.parseMap(Map.of("muster.live." + key, value)).withFallback(REFERENCE);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> LiveSettings.from(config))
                .withMessageContaining("Expected muster.live." + key);
    }

    @ParameterizedTest
    @CsvSource({
        "interval, 10ms",
        "interval, 2s",
        "group-interval, 10ms",
        "group-interval, 2s",
        "linger, 1s",
        "linger, 1h",
        "readers-max, 1",
        "readers-max, 100000",
        "rows-per-event-max, 1",
        "rows-per-event-max, 10000",
        "missing-max, 0",
        "missing-max, 1000000"
    })
    void shouldTakeWhatJustWorks(String key, String value) {
        Config config =
                ConfigFactory.parseMap(Map.of("muster.live." + key, value)).withFallback(REFERENCE);

        assertThatNoException().isThrownBy(() -> LiveSettings.from(config));
    }

    @ParameterizedTest
    @CsvSource({"1s, 250ms, 250", "100ms, 250ms, 100", "1s, 1s, 1000"})
    void shouldPollGroupsNoLessOftenThanOthers(String interval, String groupInterval, long millis) {
        LiveSettings settings = LiveSettings.from(ConfigFactory.parseMap(
                        Map.of("muster.live.interval", interval, "muster.live.group-interval", groupInterval))
                .withFallback(REFERENCE));

        assertThat(settings.rhythm(new BriskSource()))
                .isEqualTo(new LiveView.Rhythm(Duration.ofMillis(millis), settings.interval()));
        assertThat(settings.rhythm(new ScriptedSource()))
                .isEqualTo(new LiveView.Rhythm(settings.interval(), settings.interval()));
    }

    private static final class BriskSource implements LiveSource {
        @Override
        public CompletionStage<Poll> poll() {
            throw new AssertionError("Nobody reads");
        }

        @Override
        public boolean isBrisk() {
            return true;
        }
    }
}
