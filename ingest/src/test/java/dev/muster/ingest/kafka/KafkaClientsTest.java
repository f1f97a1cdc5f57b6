package dev.muster.ingest.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.ingest.broker.Brokers;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KafkaClientsTest {
    private static final Brokers BROKERS = new Brokers("a:1", Map.of("security.protocol", "SSL"));

    @Test
    void shouldHaveProducersSayWhoTheyAre() {
        PublisherSettings settings = new PublisherSettings(
                BROKERS, Duration.ofSeconds(5), Duration.ofSeconds(3), Duration.ofSeconds(1), Duration.ZERO, 1);

        assertThat(settings.producer("client")).containsAllEntriesOf(BROKERS.properties());
    }

    @Test
    void shouldHaveWhoeverMakesTopicsSayWhoItIs() {
        assertThat(KafkaAdmin.properties(BROKERS, Duration.ofSeconds(1)))
                .containsAllEntriesOf(BROKERS.properties())
                .containsEntry("request.timeout.ms", 1_000)
                .containsEntry("default.api.timeout.ms", 1_000);
    }
}
