package dev.muster.twinservice.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpSettingsTest {
    private static final Config REFERENCE = ConfigFactory.defaultReference().withOnlyPath("muster.http");

    @Test
    void shouldHaveTheseDefaults() {
        assertThat(HttpSettings.from(REFERENCE))
                .isEqualTo(new HttpSettings(
                        "127.0.0.1",
                        8080,
                        1_048_576,
                        1_000,
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(60),
                        Duration.ofDays(365),
                        10_000,
                        Duration.ofSeconds(10)));
    }

    @Test
    void shouldReadEveryKey() {
        Map<String, String> other = Map.of(
                "host", "0.0.0.0",
                "port", "0",
                "body-bytes-max", "2 KiB",
                "samples-max", "7",
                "reply-timeout", "3s",
                "bulk-timeout", "30s",
                "maintenance-max", "14d",
                "maintenance-members-max", "500",
                "drain-timeout", "4s");

        assertThat(REFERENCE.getConfig("muster.http").root().keySet()).isEqualTo(other.keySet());
        assertThat(HttpSettings.from(ConfigFactory.parseMap(Map.of("muster.http", other))))
                .isEqualTo(new HttpSettings(
                        "0.0.0.0",
                        0,
                        2_048,
                        7,
                        Duration.ofSeconds(3),
                        Duration.ofSeconds(30),
                        Duration.ofDays(14),
                        500,
                        Duration.ofSeconds(4)));
    }

    @ParameterizedTest
    @CsvSource({
        "host, ''",
        "port, -1",
        "port, 65536",
        "body-bytes-max, 0",
        "body-bytes-max, 268435457",
        "samples-max, 0",
        "reply-timeout, 0s",
        "reply-timeout, -1s",
        "bulk-timeout, 4999ms",
        "maintenance-max, 0s",
        "maintenance-max, -1d",
        "maintenance-members-max, 0",
        "maintenance-members-max, 1000001",
        "drain-timeout, 0s"
    })
    void shouldRefuseWhatCannotWork(String key, String value) {
        Config config =
                ConfigFactory.parseMap(Map.of("muster.http." + key, value)).withFallback(REFERENCE);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> HttpSettings.from(config))
                .withMessageContaining("Expected muster.http." + key);
    }

    @ParameterizedTest
    @CsvSource({"bulk-timeout, 5s", "maintenance-members-max, 1", "maintenance-members-max, 1000000"})
    void shouldTakeWhatJustWorks(String key, String value) {
        Config config =
                ConfigFactory.parseMap(Map.of("muster.http." + key, value)).withFallback(REFERENCE);

        assertThatNoException().isThrownBy(() -> HttpSettings.from(config));
    }
}
