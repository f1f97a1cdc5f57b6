package dev.muster.ingest.stream;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.kafka.ConsumerSettings;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.muster.ingest.IngestSettings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class ConsumerContextTest {
    private static final ActorTestKit TEST_KIT = ActorTestKit.create();

    @AfterAll
    static void stop() {
        TEST_KIT.shutdownTestKit();
    }

    @Test
    void shouldHaveWhoReadsTelemetrySayWhoItIs() {
        Config config = ConfigFactory.parseString("""
                muster.kafka { bootstrap-servers = "a:1", client.security.protocol = SSL }
                """).withFallback(ConfigFactory.load());
        ConsumerSettings<byte[], byte[]> consumer =
                ConsumerContext.consumer(TEST_KIT.system(), IngestSettings.from(config));

        assertThat(consumer.getProperty("bootstrap.servers")).isEqualTo("a:1");
        assertThat(consumer.getProperty("security.protocol")).isEqualTo("SSL");
        assertThat(consumer.getProperty("auto.offset.reset")).isEqualTo("none");
    }
}
