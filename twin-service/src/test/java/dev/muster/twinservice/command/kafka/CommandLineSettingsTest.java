package dev.muster.twinservice.command.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.muster.ingest.broker.Brokers;
import dev.muster.ingest.kafka.PublisherSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandLineSettingsTest {
    private static final Config REFERENCE = ConfigFactory.load();

    @Test
    void shouldHaveTheDocumentedDefaults() {
        assertThat(CommandLineSettings.from(REFERENCE))
                .isEqualTo(new CommandLineSettings(
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(5),
                        new CommandLineSettings.Sending(
                                Duration.ofSeconds(3), Duration.ofSeconds(1), Duration.ofMillis(2), 10_000),
                        new CommandLineSettings.Finding(
                                Duration.ofMinutes(5), Duration.ofMillis(200), Duration.ofSeconds(30), 100_000, null)));
    }

    @Test
    void shouldHaveWhoLooksForCommandsSayWhoItIs() {
        Brokers brokers = new Brokers("a:1", Map.of("security.protocol", "SSL"));
        CommandLineSettings settings = CommandLineSettings.from(REFERENCE);

        assertThat(CommandFinder.consumer(brokers, settings.finding())).containsAllEntriesOf(brokers.properties());
    }

    /** A key that assigns the wrong setting, or none, is found here. */
    @Test
    void shouldReadEveryKey() {
        CommandLineSettings read = CommandLineSettings.from(ConfigFactory.parseString("""
                muster.command { send-within = 20ms, delivery-timeout = 30ms
                  line { request-timeout = 3ms, block-max = 4ms, linger = 5ms, pending-max = 6
                    find-slack = 7ms, find-gather = 8ms, find-timeout = 9ms, find-pending-max = 10,
                    restored-to = "2030-01-02T10:43:00Z" } }
                """));

        assertThat(read)
                .isEqualTo(new CommandLineSettings(
                        Duration.ofMillis(20),
                        Duration.ofMillis(30),
                        new CommandLineSettings.Sending(
                                Duration.ofMillis(3), Duration.ofMillis(4), Duration.ofMillis(5), 6),
                        new CommandLineSettings.Finding(
                                Duration.ofMillis(7),
                                Duration.ofMillis(8),
                                Duration.ofMillis(9),
                                10,
                                Instant.parse("2030-01-02T10:43:00Z"))));
        assertThat(read.publisher(Brokers.at("a:1")))
                .isEqualTo(new PublisherSettings(
                        Brokers.at("a:1"),
                        Duration.ofMillis(30),
                        Duration.ofMillis(3),
                        Duration.ofMillis(4),
                        Duration.ofMillis(5),
                        6));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "send-within = 1s | send-within above line.block-max",
                "delivery-timeout = 3001ms | delivery-timeout of at least line.linger + line.request-timeout",
                "line.request-timeout = 0s | line.request-timeout above zero",
                "line.block-max = 0s | line.block-max above zero",
                "line.linger = -1ms | line.linger of zero or more",
                "line.pending-max = 0 | line.pending-max above zero",
                "line.find-slack = -1s | line.find-slack of zero or more",
                "line.find-gather = 0s | line.find-gather above zero",
                "line.find-timeout = 0s | line.find-timeout above zero",
                "line.find-pending-max = 0 | line.find-pending-max above zero",
                "line.restored-to = yesterday | line.restored-to like 2030-01-02T10:43:00Z"
            })
    void shouldSayWhatWasExpected(String setting, String expected) {
        assertThatThrownBy(() -> CommandLineSettings.from(with(setting)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Expected muster.command." + expected);
    }

    @ParameterizedTest
    @CsvSource({
        "send-within = 1001ms",
        "delivery-timeout = 3002ms",
        "line.linger = 0ms",
        "line.pending-max = 1",
        "line.find-slack = 0s",
        "line.find-pending-max = 1"
    })
    void shouldTakeWhatIsJustEnough(String setting) {
        assertThat(CommandLineSettings.from(with(setting))).isNotNull();
    }

    private static Config with(String setting) {
        return ConfigFactory.parseString("muster.command." + setting).withFallback(REFERENCE);
    }
}
