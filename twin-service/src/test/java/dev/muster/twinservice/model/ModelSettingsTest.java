package dev.muster.twinservice.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.muster.assetmodel.fact.Precedence;
import dev.muster.assetmodel.identity.SystemId;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelSettingsTest {
    private static final Config SHIPPED = ModelFixtures.config();

    @Test
    void shouldReadEveryShippedKey() {
        assertThat(ModelSettings.from(SHIPPED))
                .isEqualTo(new ModelSettings(
                        new Precedence(List.of(SystemId.MANUAL, new SystemId("registry"), new SystemId("scada"))),
                        new ModelSettings.Gateway(Duration.ofSeconds(5), Duration.ofSeconds(3)),
                        new ModelSettings.Writer(
                                1_000,
                                Duration.ofSeconds(3),
                                Duration.ofSeconds(10),
                                Duration.ofSeconds(1),
                                100,
                                Duration.ofSeconds(1),
                                1_000,
                                Duration.ofSeconds(10)),
                        new ModelSettings.Feed(Duration.ofSeconds(5), Duration.ofSeconds(1), 10_000),
                        new ModelSettings.Changelog(false, Duration.ofMinutes(1))));
    }

    @Test
    void shouldGiveEveryKeyItsOwnPlace() {
        Config other = ConfigFactory.parseString("""
                muster.model {
                  systems = [erp, manual]
                  gateway { reply-timeout = 11s, visible-within = 12s }
                  writer { unpublished-max = 13, view-timeout = 14s, publish-timeout = 15s, retry-interval = 16s, note-every = 17,
                           note-after = 18s, snapshot-every = 19, wake-interval = 20s }
                  feed { caught-up-within = 21s, retry-interval = 22s, batch-max = 23 }
                  changelog { differs = unite, compared-within = 24s }
                }
                """);

        assertThat(ModelSettings.from(other))
                .isEqualTo(new ModelSettings(
                        new Precedence(List.of(new SystemId("erp"), SystemId.MANUAL)),
                        new ModelSettings.Gateway(Duration.ofSeconds(11), Duration.ofSeconds(12)),
                        new ModelSettings.Writer(
                                13,
                                Duration.ofSeconds(14),
                                Duration.ofSeconds(15),
                                Duration.ofSeconds(16),
                                17,
                                Duration.ofSeconds(18),
                                19,
                                Duration.ofSeconds(20)),
                        new ModelSettings.Feed(Duration.ofSeconds(21), Duration.ofSeconds(22), 23),
                        new ModelSettings.Changelog(true, Duration.ofSeconds(24))));
        assertThat(SHIPPED.getConfig("muster.model").entrySet())
                .hasSameSizeAs(other.getConfig("muster.model").entrySet());
    }

    @ParameterizedTest
    @CsvSource({
        "gateway.reply-timeout, 1ms, 0ms",
        "gateway.visible-within, 1ms, 0ms",
        "writer.unpublished-max, 1, 0",
        "writer.unpublished-max, 100000, 100001",
        "writer.view-timeout, 1ms, 0ms",
        "writer.publish-timeout, 1ms, 0ms",
        "writer.retry-interval, 1ms, 0ms",
        "writer.note-every, 1, 0",
        "writer.note-every, 100000, 100001",
        "writer.note-after, 1ms, 0ms",
        "writer.snapshot-every, 10, 9",
        "writer.snapshot-every, 100000, 100001",
        "writer.wake-interval, 1ms, 0ms",
        "feed.caught-up-within, 1ms, 0ms",
        "feed.retry-interval, 1ms, 0ms",
        "feed.batch-max, 1, 0",
        "feed.batch-max, 100000, 100001",
        "changelog.differs, refuse, both",
        "changelog.compared-within, 1ms, 0ms"
    })
    void shouldTakeLimitsAndNothingBeyond(String key, String allowed, String refused) {
        assertThat(ModelSettings.from(with(key, allowed))).isNotNull();
        assertThatThrownBy(() -> ModelSettings.from(with(key, refused)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Expected muster.model." + key);
    }

    private static Config with(String key, String setting) {
        return ConfigFactory.parseString("muster.model." + key + " = " + setting)
                .withFallback(SHIPPED);
    }
}
