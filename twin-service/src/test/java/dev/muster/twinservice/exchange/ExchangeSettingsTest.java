package dev.muster.twinservice.exchange;

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

class ExchangeSettingsTest {
    private static final Config REFERENCE = ConfigFactory.defaultReference().withOnlyPath("muster.exchange");
    private static final int MIB = 1_048_576;

    @Test
    void shouldHaveTheseDefaults() {
        assertThat(ExchangeSettings.from(REFERENCE))
                .isEqualTo(new ExchangeSettings(
                        1_024L * MIB,
                        MIB,
                        1_000_000,
                        16L * MIB,
                        2,
                        4,
                        100,
                        Duration.ofHours(24),
                        1_000,
                        1_000,
                        Duration.ofSeconds(30)));
    }

    @Test
    void shouldReadEveryKey() {
        Map<String, String> other = Map.ofEntries(
                Map.entry("body-bytes-max", "10 KiB"),
                Map.entry("line-bytes-max", "2 KiB"),
                Map.entry("lines-max", "3"),
                Map.entry("waiting-bytes-max", "4 B"),
                Map.entry("imports-at-once", "5"),
                Map.entry("exports-at-once", "6"),
                Map.entry("imports-kept", "7"),
                Map.entry("retention", "8s"),
                Map.entry("errors-kept", "9"),
                Map.entry("changes-kept", "10"),
                Map.entry("patience", "11s"));

        assertThat(REFERENCE.getConfig("muster.exchange").root().keySet()).isEqualTo(other.keySet());
        assertThat(ExchangeSettings.from(ConfigFactory.parseMap(Map.of("muster.exchange", other))))
                .isEqualTo(new ExchangeSettings(
                        10_240, 2_048, 3, 4, 5, 6, 7, Duration.ofSeconds(8), 9, 10, Duration.ofSeconds(11)));
    }

    @ParameterizedTest
    @CsvSource({
        "body-bytes-max, 0",
        "body-bytes-max, 1099511627777",
        "line-bytes-max, 1023",
        "line-bytes-max, 16777217",
        "line-bytes-max, 8 GiB",
        "lines-max, 0",
        "lines-max, 10000001",
        "waiting-bytes-max, 1073741825",
        "imports-at-once, 0",
        "imports-at-once, 101",
        "exports-at-once, 0",
        "exports-at-once, 101",
        "imports-kept, -1",
        "imports-kept, 100001",
        "retention, -1s",
        "retention, 604801s",
        "errors-kept, -1",
        "errors-kept, 100001",
        "changes-kept, -1",
        "changes-kept, 100001",
        "patience, 0s",
        "patience, 3601s"
    })
    void shouldRefuseWhatCannotWork(String key, String value) {
        Config config =
                ConfigFactory.parseMap(Map.of("muster.exchange." + key, value)).withFallback(REFERENCE);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> ExchangeSettings.from(config))
                .withMessageContaining("Expected muster.exchange." + key);
    }

    @ParameterizedTest
    @CsvSource({
        "body-bytes-max, 1",
        "body-bytes-max, 1 TiB",
        "line-bytes-max, 1 KiB",
        "line-bytes-max, 16 MiB",
        "lines-max, 1",
        "lines-max, 10000000",
        "waiting-bytes-max, 0",
        "waiting-bytes-max, 1 GiB",
        "imports-at-once, 1",
        "imports-at-once, 100",
        "exports-at-once, 1",
        "exports-at-once, 100",
        "imports-kept, 0",
        "imports-kept, 100000",
        "retention, 0s",
        "retention, 7d",
        "errors-kept, 0",
        "errors-kept, 100000",
        "changes-kept, 0",
        "changes-kept, 100000",
        "patience, 1ms",
        "patience, 1h"
    })
    void shouldTakeWhatJustWorks(String key, String value) {
        Config config =
                ConfigFactory.parseMap(Map.of("muster.exchange." + key, value)).withFallback(REFERENCE);

        assertThatNoException().isThrownBy(() -> ExchangeSettings.from(config));
    }
}
