package dev.muster.twinservice.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LeaseSettingsTest {
    @Test
    void shouldHaveTheseDefaultsAndNoOtherKeys() {
        Config reference = ConfigFactory.defaultReference();

        assertThat(LeaseSettings.from(reference))
                .isEqualTo(new LeaseSettings(
                        new LeaseSettings.Session(
                                Duration.ofSeconds(8),
                                Duration.ofSeconds(2),
                                Duration.ofSeconds(2),
                                Duration.ofDays(1)),
                        new LeaseSettings.Retry(Duration.ofMillis(50), Duration.ofMillis(500))));
        assertThat(reference.getConfig("muster.lease").root().keySet())
                .containsExactlyInAnyOrder(
                        "session-ttl", "renew-interval", "margin", "remember-ended", "retry-min", "retry-max");
    }

    @ParameterizedTest
    @CsvSource({
        "session-ttl,6s,5999ms",
        "session-ttl,5m,301s",
        "session-ttl,9s,8500ms",
        "renew-interval,100ms,99ms",
        "renew-interval,3s,3001ms",
        "margin,2s,1999ms",
        "margin,4s,4001ms",
        "remember-ended,1h,3599s",
        "remember-ended,30d,31d",
        "remember-ended,2h,7200500ms",
        "retry-min,1ms,0s",
        "retry-min,500ms,501ms",
        "retry-max,50ms,49ms",
        "retry-max,10s,10001ms"
    })
    void shouldHoldSettingsToTheirBounds(String key, String last, String beyond) {
        assertThat(settings(key, last)).isNotNull();
        assertThatThrownBy(() -> settings(key, beyond))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("muster.lease.");
    }

    @Test
    void shouldLetASessionBeAsShortAsFourSeconds() {
        String rest = "muster.lease { session-ttl = %s, renew-interval = 1s }";

        assertThat(LeaseSettings.from(parsed(rest.formatted("4s"))).session().sureFor())
                .isEqualTo(Duration.ofSeconds(2));
        assertThatThrownBy(() -> LeaseSettings.from(parsed(rest.formatted("3s"))))
                .hasMessageContaining("muster.lease.session-ttl from PT4S to PT5M but got PT3S");
    }

    private static LeaseSettings settings(String key, String value) {
        return LeaseSettings.from(parsed("muster.lease." + key + " = " + value));
    }

    private static Config parsed(String settings) {
        return ConfigFactory.parseString(settings)
                .withFallback(ConfigFactory.defaultReference())
                .resolve();
    }
}
