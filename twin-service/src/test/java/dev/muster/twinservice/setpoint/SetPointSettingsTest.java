package dev.muster.twinservice.setpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SetPointSettingsTest {
    @Test
    void shouldHaveShippedDefaults() {
        SetPointSettings settings = settings("");

        assertThat(settings.limits()).isEqualTo(new SetPointSettings.Limits(100, 10_000, 256, 64));
        assertThat(settings.tempo().pace()).isEqualTo(Duration.ofSeconds(1));
        assertThat(settings.tuning().heldWithin()).isEqualTo(0.02);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        active-max      | 1       | 1000   | 0    | 1001
        members-max     | 1       | 100000 | 0    | 100001
        reads-at-once   | 1       | 10000  | 0    | 10001
        gives-at-once   | 1       | 10000  | 0    | 10001
        strikes         | 1       | 100    | 0    | 101
        tolerance       | 0.0001  | 1      | 0    | 1.001
        held-within     | 0.0001  | 1      | 0    | 1.001
        deadband        | 0.0001  | 1      | -1   | 2
        disobedience    | 0.0001  | 1      | 0    | 2
        reply-timeout   | 2001ms  | 1h     | 2s   | 1s
        pace            | 1ms     | 1h     | 0s   | -1s
        read-within     | 1ms     | 3s     | 0s   | 4s
        latency         | 1ms     | 1h     | 0s   | -1s
        command-interval| 1ms     | 1h     | 0s   | -1s
        left-out-for    | 1ms     | 1h     | 0s   | -1s
        command-timeout | 1ms     | 1h     | 0s   | -1s
        release-within  | 1ms     | 1h     | 0s   | -1s
        wake-interval   | 1ms     | 1h     | 0s   | -1s
        """)
    void shouldTakeLimitsAndNothingBeyond(String key, String least, String most, String below, String beyond) {
        settings("muster.set-point.%s = %s".formatted(key, least));
        settings("muster.set-point.%s = %s".formatted(key, most));
        for (String bad : new String[] {below, beyond}) {
            assertThatIllegalArgumentException()
                    .as("%s = %s", key, bad)
                    .isThrownBy(() -> settings("muster.set-point.%s = %s".formatted(key, bad)))
                    .withMessageStartingWith("Expected muster.set-point.");
        }
    }

    private static SetPointSettings settings(String changed) {
        return SetPointSettings.from(ConfigFactory.parseString(changed)
                .withFallback(ConfigFactory.parseResources("reference.conf"))
                .resolve());
    }
}
