package dev.muster.twinservice.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import dev.muster.twinservice.pace.Backoff;
import dev.muster.twinservice.pace.TokenBucket;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandSettingsTest {
    private static final CommandSettings SHIPPED = new CommandSettings(
            new CommandSettings.Times(
                    Duration.ofSeconds(30), Duration.ofMinutes(5), Duration.ofDays(7), Duration.ofSeconds(10)),
            new CommandSettings.Limits(16, new TokenBucket.Rate(120, 20), new TokenBucket.Rate(600, 100)),
            new CommandSettings.Delivery(Duration.ofSeconds(2), Duration.ofSeconds(5)),
            new Backoff(Duration.ofMillis(200), Duration.ofSeconds(10)),
            "muster-commands");

    @Test
    void shouldReadWhatIsShipped() {
        assertThat(CommandSettings.from(config())).isEqualTo(SHIPPED);
        assertThat(SHIPPED.delivery().settledAfter()).isEqualTo(Duration.ofSeconds(7));
    }

    @ParameterizedTest
    @CsvSource({
        "timeout-default, 1s",
        "timeout-default, 5m",
        "timeout-max, 30s",
        "timeout-max, 599s",
        "queue-max, 1s",
        "queue-max, 365d",
        "give-within, 1s",
        "give-within, 5m",
        "open-max, 1",
        "open-max, 1000",
        "asset-rate, 1",
        "asset-burst, 1000000",
        "principal-rate, 1000000",
        "principal-burst, 1",
        "send-within, 1ms",
        "send-within, 1m",
        "delivery-timeout, 1ms",
        "delivery-timeout, 2m",
        "retry-max, 200ms",
        "consumer-group, others"
    })
    void shouldTakeWhatIsJustWithinALimitAndReadEachKey(String key, String value) {
        assertThat(CommandSettings.from(with(key, value))).isNotEqualTo(SHIPPED);
    }

    @ParameterizedTest
    @CsvSource({
        "timeout-default, 999ms",
        "timeout-default, 300001ms",
        "timeout-max, 29s",
        "timeout-max, 600s",
        "queue-max, 999ms",
        "queue-max, 366d",
        "give-within, 999ms",
        "give-within, 301s",
        "open-max, 0",
        "open-max, 1001",
        "asset-rate, 0",
        "asset-burst, 0",
        "principal-rate, 1000001",
        "principal-burst, 0",
        "send-within, 0ms",
        "send-within, 61s",
        "delivery-timeout, 0ms",
        "delivery-timeout, 121s",
        "retry-min, 0ms",
        "retry-max, 199ms",
        "consumer-group, ''"
    })
    void shouldRefuseWhatIsJustBeyondALimit(String key, String value) {
        assertThatThrownBy(() -> CommandSettings.from(with(key, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Expected");
    }

    private static Config with(String key, String value) {
        return config().withValue("muster.command." + key, ConfigValueFactory.fromAnyRef(value));
    }

    private static Config config() {
        return ConfigFactory.defaultReference();
    }
}
