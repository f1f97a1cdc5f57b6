package dev.muster.twinservice.command.ack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.muster.ingest.IngestSettings.Backoff;
import dev.muster.ingest.IngestSettings.Committing;
import dev.muster.ingest.IngestSettings.Retrying;
import dev.muster.ingest.broker.Brokers;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AckSettingsTest {
    private static final Config REFERENCE = ConfigFactory.load();

    @Test
    void shouldHaveTheDocumentedDefaults() {
        assertThat(AckSettings.from(REFERENCE))
                .isEqualTo(new AckSettings(
                        Brokers.at("127.0.0.1:9092"),
                        "command-acks",
                        "muster-commands",
                        64,
                        new Retrying(
                                Duration.ofSeconds(10),
                                new Backoff(Duration.ofMillis(200), Duration.ofSeconds(5), 0.2)),
                        new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(30), 0.2),
                        new Committing(500, Duration.ofMillis(200)),
                        Duration.ofSeconds(8),
                        Duration.ofSeconds(10)));
    }

    /** A key that assigns the wrong setting, or none, is found here. */
    @Test
    void shouldReadEveryKey() {
        Config changed = ConfigFactory.parseString("""
                muster.kafka { bootstrap-servers = "a:1", client.security.protocol = SSL }
                muster.topics.command-acks = t
                muster.command { consumer-group = g
                  acks { in-flight-max = 1, attempt-timeout = 2ms, retry-backoff-min = 3ms, retry-backoff-max = 4ms, retry-jitter = 0.5
                    restart-backoff-min = 6ms, restart-backoff-max = 7ms, restart-jitter = 0.8, commit-records-max = 9
                    commit-interval-max = 10ms, session-timeout = 11ms, drain-timeout = 12ms } }
                """);

        assertThat(AckSettings.from(changed))
                .isEqualTo(new AckSettings(
                        new Brokers("a:1", Map.of("security.protocol", "SSL")),
                        "t",
                        "g",
                        1,
                        new Retrying(
                                Duration.ofMillis(2), new Backoff(Duration.ofMillis(3), Duration.ofMillis(4), 0.5)),
                        new Backoff(Duration.ofMillis(6), Duration.ofMillis(7), 0.8),
                        new Committing(9, Duration.ofMillis(10)),
                        Duration.ofMillis(11),
                        Duration.ofMillis(12)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "consumer-group = \"\" | consumer-group to name a group",
                "acks.in-flight-max = 0 | acks.in-flight-max of 1 to 10000",
                "acks.in-flight-max = 10001 | acks.in-flight-max of 1 to 10000",
                "acks.attempt-timeout = 0s | acks.attempt-timeout above zero",
                "acks.session-timeout = 0s | acks.session-timeout above zero",
                "acks.drain-timeout = 0s | acks.drain-timeout above zero"
            })
    void shouldSayWhatWasExpected(String setting, String expected) {
        assertThatThrownBy(() -> AckSettings.from(with(setting)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Expected muster.command." + expected);
    }

    @ParameterizedTest
    @CsvSource({"acks.in-flight-max = 1", "acks.in-flight-max = 10000"})
    void shouldTakeWhatIsJustEnough(String setting) {
        assertThat(AckSettings.from(with(setting))).isNotNull();
    }

    private static Config with(String setting) {
        return ConfigFactory.parseString("muster.command." + setting).withFallback(REFERENCE);
    }
}
