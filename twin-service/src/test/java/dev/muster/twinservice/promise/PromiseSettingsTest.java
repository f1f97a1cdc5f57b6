package dev.muster.twinservice.promise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PromiseSettingsTest {
    @Test
    void shouldReadWhatIsShipped() {
        PromiseSettings settings = PromiseSettings.from(with("check-after", "10s"));

        assertThat(settings.lookEvery()).isEqualTo(Duration.ofSeconds(1));
        // Each wait is cut by up to half: at least 5 seconds, at most 10 minutes.
        assertThat(settings.backoff().after(1, 999)).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(6));
        assertThat(settings.backoff().after(20, 0)).isEqualTo(Duration.ofMinutes(10));
    }

    @ParameterizedTest
    @CsvSource({
        "look-every, 10ms, 9ms",
        "look-every, 10s, 11s",
        "look-anyway, 10m, 601s",
        "timeout, 1s, 999ms",
        "timeout, 5m, 301s",
        "queue-for, 1m, 59s",
        "queue-for, 7d, 8d",
        "calls-max, 1, 0",
        "calls-max, 1000, 1001",
        "check-after, 10m, 601s",
        "check-after, 10ms, 9ms",
        "forget-after, 0s, -1s",
        "forget-after, 365d, 366d",
        "retry-max, 10s, 9s"
    })
    void shouldTakeTheLimitAndNothingBeyond(String key, String within, String beyond) {
        assertThat(PromiseSettings.from(with(key, within))).isNotNull();
        assertThatThrownBy(() -> PromiseSettings.from(with(key, beyond)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Expected ");
    }

    @ParameterizedTest
    @CsvSource({"timeout, muster.command.timeout-max = 20s", "queue-for, muster.command.queue-max = 1h"})
    void shouldNotAskForMoreThanCommandsMay(String key, String limit) {
        Config config = ConfigFactory.parseString(limit).withFallback(with("check-after", "10s"));

        assertThatThrownBy(() -> PromiseSettings.from(config)).hasMessageContaining(key);
    }

    private static Config with(String key, String value) {
        return ConfigFactory.parseString("muster.promise.%s = %s".formatted(key, value))
                .withFallback(ConfigFactory.defaultReference())
                .resolve();
    }
}
