package dev.muster.twinservice.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.muster.twinservice.store.StoreSettings.Cluster;
import dev.muster.twinservice.store.StoreSettings.History;
import dev.muster.twinservice.store.StoreSettings.Keyspace;
import dev.muster.twinservice.store.StoreSettings.Requests;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StoreSettingsTest {
    private static final Config DEFAULTS = ConfigFactory.defaultReference();

    @Test
    void shouldHaveTheseDefaults() {
        assertThat(StoreSettings.from(DEFAULTS))
                .isEqualTo(new StoreSettings(
                        new Cluster(
                                List.of("127.0.0.1:9042"),
                                "datacenter1",
                                "",
                                "",
                                Duration.ofMillis(200),
                                Duration.ofSeconds(5)),
                        new Keyspace("muster", "{'class': 'SimpleStrategy', 'replication_factor': 1}"),
                        new Requests("LOCAL_QUORUM", Duration.ofSeconds(10), 256, 100_000, 50, 32),
                        new History(true, Duration.ZERO)));
    }

    @Test
    void shouldReadEveryKey() {
        // given
        Config all = ConfigFactory.parseString("""
                muster.cassandra {
                  contact-points = ["one:1", "two:2"], local-datacenter = dc1, username = u, password = p
                  keyspace = k, replication = "{'class': 'NetworkTopologyStrategy', 'dc1': 3}", consistency = QUORUM
                  request-timeout = 3s, in-flight-max = 4, queue-max = 5, batch-rows-max = 6, reads-at-once = 7
                  history-ttl = 8d, history-enabled = false, retry-min = 9ms, retry-max = 10ms
                }""");

        // then
        assertThat(all.getConfig("muster.cassandra").root().keySet())
                .isEqualTo(DEFAULTS.getConfig("muster.cassandra").root().keySet());
        assertThat(StoreSettings.from(all))
                .isEqualTo(new StoreSettings(
                        new Cluster(
                                List.of("one:1", "two:2"),
                                "dc1",
                                "u",
                                "p",
                                Duration.ofMillis(9),
                                Duration.ofMillis(10)),
                        new Keyspace("k", "{'class': 'NetworkTopologyStrategy', 'dc1': 3}"),
                        new Requests("QUORUM", Duration.ofSeconds(3), 4, 5, 6, 7),
                        new History(false, Duration.ofDays(8))));
    }

    @ParameterizedTest
    @CsvSource({
        "in-flight-max, 1, 0",
        "in-flight-max, 1024, 1025",
        "queue-max, 0, -1",
        "queue-max, 1000000, 1000001",
        "batch-rows-max, 1, 0",
        "batch-rows-max, 100, 101",
        "reads-at-once, 1, 0",
        "reads-at-once, 256, 257",
        "history-ttl, 0s, -1s",
        "history-ttl, 7300d, 7301d",
        "history-ttl, 1s, 1500ms",
        "request-timeout, 1ms, 0s",
        "retry-min, 1ms, 0s",
        "retry-max, 200ms, 199ms",
        "consistency, LOCAL_ONE, SERIAL",
        "keyspace, a1_, 1a",
        "keyspace, muster, Muster",
        "contact-points.0, 'host:9042', host",
    })
    void shouldTakeTheLimitAndRefuseWhatIsBeyond(String key, String within, String beyond) {
        assertThat(with(key, within)).isNotNull();
        assertThatThrownBy(() -> with(key, beyond))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Expected muster.cassandra." + key.replace(".0", "") + " to be ")
                .hasMessageContaining("but got");
    }

    @Test
    void shouldNotPrintThePassword() {
        assertThat(with("password", "top-secret").toString()).doesNotContain("top-secret");
    }

    private static StoreSettings with(String key, String value) {
        return StoreSettings.from(ConfigFactory.parseString("muster.cassandra." + key + " = \"" + value + "\"")
                .withFallback(
                        key.startsWith("contact-points")
                                ? DEFAULTS.withoutPath("muster.cassandra.contact-points")
                                : DEFAULTS));
    }
}
