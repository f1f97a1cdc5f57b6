package dev.muster.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.muster.ingest.IngestSettings.Backoff;
import dev.muster.ingest.broker.Brokers;
import dev.muster.ingest.deadline.DeadlineSettings;
import dev.muster.ingest.kafka.PublisherSettings;
import dev.muster.ingest.kafka.TopicSettings;
import dev.muster.ingest.kafka.TopicSpec;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IngestSettingsTest {
    private static final Config REFERENCE = reference();

    /** This module's share of what all modules on the class path have. */
    private static Config reference() {
        Config all = ConfigFactory.parseResourcesAnySyntax(IngestSettings.class.getClassLoader(), "reference")
                .resolve();
        return all.withOnlyPath("muster.kafka")
                .withFallback(all.withOnlyPath("muster.topics"))
                .withFallback(all.withOnlyPath("muster.ingest"));
    }

    @Test
    void shouldHaveTheDocumentedDefaults() {
        assertThat(IngestSettings.from(REFERENCE))
                .isEqualTo(new IngestSettings(
                        Brokers.at("127.0.0.1:9092"),
                        "telemetry",
                        "muster",
                        new IngestSettings.Batching(
                                5_000,
                                4 << 20,
                                Duration.ofMillis(20),
                                1 << 20,
                                10_000,
                                8 << 20,
                                Duration.ofMillis(200)),
                        new IngestSettings.Retrying(
                                Duration.ofSeconds(10),
                                new Backoff(Duration.ofMillis(200), Duration.ofSeconds(5), 0.2)),
                        new IngestSettings.Patience(Duration.ofSeconds(1), 1_000),
                        new IngestSettings.Restarting(new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(30), 0.2)),
                        new IngestSettings.Committing(100, Duration.ofMillis(200)),
                        new IngestSettings.Watching(Duration.ofSeconds(60), Duration.ofSeconds(8)),
                        new DeadlineSettings(Duration.ofSeconds(1), Duration.ofSeconds(5), 256),
                        Duration.ofSeconds(20)));
        assertThat(PublisherSettings.from(REFERENCE))
                .isEqualTo(new PublisherSettings(
                        Brokers.at("127.0.0.1:9092"),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(3),
                        Duration.ofSeconds(1),
                        Duration.ofMillis(2),
                        256));
    }

    @Test
    void shouldHaveTheDocumentedTopics() {
        short brokersDefault = -1;
        assertThat(TopicSettings.from(REFERENCE))
                .isEqualTo(new TopicSettings(
                        Brokers.at("127.0.0.1:9092"),
                        new TopicSpec(
                                "telemetry",
                                12,
                                brokersDefault,
                                Map.of(
                                        "message.timestamp.type", "LogAppendTime",
                                        "cleanup.policy", "delete",
                                        "retention.ms", "604800000",
                                        "max.message.bytes", "12582912")),
                        new TopicSpec(
                                "quarantine",
                                3,
                                brokersDefault,
                                Map.of(
                                        "message.timestamp.type", "LogAppendTime",
                                        "cleanup.policy", "delete",
                                        "retention.ms", "2592000000")),
                        new TopicSpec("model", 1, brokersDefault, Map.of("cleanup.policy", "compact")),
                        new TopicSpec(
                                "clock",
                                1,
                                brokersDefault,
                                Map.of(
                                        "message.timestamp.type", "LogAppendTime",
                                        "cleanup.policy", "delete",
                                        "retention.ms", "3600000")),
                        kept("commands", "604800000"),
                        kept("command-acks", "604800000"),
                        kept("command-records", "2592000000"),
                        new TopicSpec(
                                "promises",
                                12,
                                brokersDefault,
                                Map.of("message.timestamp.type", "LogAppendTime", "cleanup.policy", "compact")),
                        new Backoff(Duration.ofMillis(500), Duration.ofSeconds(10), 0.2),
                        Duration.ofSeconds(10)));
    }

    private static void checkRetentions(TopicSettings topics) {
        assertThat(topics.clock().configs()).containsEntry("retention.ms", "10800000");
        assertThat(topics.commands().configs()).containsEntry("retention.ms", "14400000");
        assertThat(topics.commandAcks().configs()).containsEntry("retention.ms", "18000000");
        assertThat(topics.commandRecords().configs()).containsEntry("retention.ms", "21600000");
    }

    private static TopicSpec kept(String name, String millis) {
        return new TopicSpec(
                name,
                12,
                (short) -1,
                Map.of(
                        "message.timestamp.type", "LogAppendTime",
                        "cleanup.policy", "delete",
                        "retention.ms", millis));
    }

    /** A key that assigns the wrong setting, or none, is found here. */
    @Test
    void shouldReadEveryKey() {
        Config changed = ConfigFactory.parseString("""
                muster.kafka { bootstrap-servers = "a:1,b:2", client {} }
                muster.topics { telemetry = t, quarantine = q, model = m, clock = c, telemetry-partitions = 1, quarantine-partitions = 2
                  commands = o, command-acks = a, command-records = r, promises = p, commands-partitions = 3, command-acks-partitions = 4
                  command-records-partitions = 5, promises-partitions = 6, commands-retention = 4h, command-acks-retention = 5h
                  command-records-retention = 6h
                  telemetry-retention = 1h, quarantine-retention = 2h, clock-retention = 3h, telemetry-message-bytes-max = 3, replication-factor = 3
                  setup-backoff-min = 1ms, setup-backoff-max = 2ms, setup-jitter = 0.3, request-timeout = 4s }
                muster.ingest { consumer-group = g, batch-records-max = 1, batch-bytes-max = 2, batch-wait = 3ms
                  fetch-bytes-max = 4, poll-records-max = 5, unsettled-bytes-max = 6, write-wait = 7ms, twin-patience = 7ms, twins-left-behind-max = 8
                  attempt-timeout = 6ms, retry-backoff-min = 7ms
                  retry-backoff-max = 8ms, retry-jitter = 0.9, restart-backoff-min = 10ms, restart-backoff-max = 11ms
                  restart-jitter = 0.12, idle-timeout = 130ms, commit-batches-max = 14, commit-interval-max = 15ms
                  look-interval = 16ms, look-gap-after = 33ms, overdue-in-flight-max = 34, session-timeout = 18ms, drain-timeout = 17ms
                  publisher { delivery-timeout = 30ms, request-timeout = 19ms, block-max = 20ms, linger = 1ms, pending-max = 22 } }
                """);

        IngestSettings ingest = IngestSettings.from(changed);
        TopicSettings topics = TopicSettings.from(changed);

        assertThat(ingest)
                .isEqualTo(new IngestSettings(
                        Brokers.at("a:1,b:2"),
                        "t",
                        "g",
                        new IngestSettings.Batching(1, 2, Duration.ofMillis(3), 4, 5, 6, Duration.ofMillis(7)),
                        new IngestSettings.Retrying(
                                Duration.ofMillis(6), new Backoff(Duration.ofMillis(7), Duration.ofMillis(8), 0.9)),
                        new IngestSettings.Patience(Duration.ofMillis(7), 8),
                        new IngestSettings.Restarting(new Backoff(Duration.ofMillis(10), Duration.ofMillis(11), 0.12)),
                        new IngestSettings.Committing(14, Duration.ofMillis(15)),
                        new IngestSettings.Watching(Duration.ofMillis(130), Duration.ofMillis(18)),
                        new DeadlineSettings(Duration.ofMillis(16), Duration.ofMillis(33), 34),
                        Duration.ofMillis(17)));
        assertThat(topics.telemetry().configs())
                .containsEntry("retention.ms", "3600000")
                .containsEntry("max.message.bytes", "3");
        assertThat(topics.quarantine().configs()).containsEntry("retention.ms", "7200000");
        checkRetentions(topics);
        assertThat(topics.all().stream().map(TopicSpec::name)).containsExactly("t", "q", "m", "c", "o", "a", "r", "p");
        assertThat(topics.all().stream().map(TopicSpec::partitions)).containsExactly(1, 2, 1, 1, 3, 4, 5, 6);
        assertThat(topics.all().stream().map(TopicSpec::replicationFactor)).containsOnly((short) 3);
        assertThat(topics.setupBackoff()).isEqualTo(new Backoff(Duration.ofMillis(1), Duration.ofMillis(2), 0.3));
        assertThat(topics.requestTimeout()).isEqualTo(Duration.ofSeconds(4));
        assertThat(PublisherSettings.from(changed))
                .isEqualTo(new PublisherSettings(
                        Brokers.at("a:1,b:2"),
                        Duration.ofMillis(30),
                        Duration.ofMillis(19),
                        Duration.ofMillis(20),
                        Duration.ofMillis(1),
                        22));
        assertThat(changed.getConfig("muster").entrySet().stream().map(Map.Entry::getKey))
                .containsExactlyInAnyOrderElementsOf(REFERENCE.getConfig("muster").entrySet().stream()
                        .map(Map.Entry::getKey)
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ingest.batch-records-max = 0",
                "ingest.batch-records-max = 10001",
                "ingest.batch-bytes-max = 0",
                "ingest.batch-wait = 0s",
                "ingest.fetch-bytes-max = 0",
                "ingest.poll-records-max = 0",
                "ingest.attempt-timeout = 0s",
                "ingest.retry-backoff-min = 6s",
                "ingest.retry-jitter = 1.1",
                "ingest.restart-backoff-min = -1s",
                "ingest.commit-batches-max = 0",
                "ingest.commit-interval-max = 0s",
                "ingest.idle-timeout = 16s",
                "ingest.look-interval = 0s",
                "ingest.look-gap-after = 1999ms",
                "ingest.overdue-in-flight-max = 0",
                "ingest.unsettled-bytes-max = 0",
                "ingest.write-wait = -1ms",
                "ingest.write-wait = 5001ms",
                "ingest.twin-patience = 0s",
                "ingest.twins-left-behind-max = -1",
                "ingest.session-timeout = 0s",
                "ingest.drain-timeout = 0s",
                "ingest.consumer-group = \"\"",
                "kafka.bootstrap-servers = \"\"",
                "topics.telemetry = \"\"",
                "topics.telemetry-partitions = 0",
                "topics.telemetry-partitions = 1001",
                "topics.request-timeout = 0s",
                "ingest.publisher.delivery-timeout = 3s",
                "ingest.publisher.block-max = 0s",
                "ingest.publisher.pending-max = 0"
            })
    void shouldRefuseWhatCannotWork(String line) {
        Config changed = ConfigFactory.parseString("muster." + line).withFallback(REFERENCE);

        assertThatThrownBy(() -> {
                    IngestSettings.from(changed);
                    TopicSettings.from(changed);
                    PublisherSettings.from(changed);
                })
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Expected");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ingest.batch-records-max = 10000",
                "ingest.idle-timeout = 16001ms",
                "ingest.look-gap-after = 2s",
                "ingest.twins-left-behind-max = 0",
                "topics.telemetry-partitions = 1000",
                "ingest.publisher.delivery-timeout = 3002ms"
            })
    void shouldTakeWhatJustWorks(String line) {
        Config changed = ConfigFactory.parseString("muster." + line).withFallback(REFERENCE);

        assertThat(IngestSettings.from(changed)).isNotNull();
        assertThat(TopicSettings.from(changed)).isNotNull();
        assertThat(PublisherSettings.from(changed)).isNotNull();
    }

    @Test
    void shouldDoubleWaitsUpToTheLongest() {
        Backoff backoff = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(1), 0.5);

        assertThat(backoff.after(1, 0)).isEqualTo(Duration.ofMillis(200));
        assertThat(backoff.after(2, 0)).isEqualTo(Duration.ofMillis(400));
        assertThat(backoff.after(2, 1)).isEqualTo(Duration.ofMillis(600));
        assertThat(backoff.after(1_000_000, 1))
                .isEqualTo(Duration.ofMillis(1_500))
                .isEqualTo(backoff.longest());
    }
}
