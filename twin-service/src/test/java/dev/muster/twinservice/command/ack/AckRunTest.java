package dev.muster.twinservice.command.ack;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.kafka.ConsumerSettings;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class AckRunTest {
    private static final ActorTestKit TEST_KIT = ActorTestKit.create(
            ConfigFactory.parseString("akka.actor.provider = local").withFallback(ConfigFactory.load("reference")));

    @AfterAll
    static void stop() {
        TEST_KIT.shutdownTestKit();
    }

    @Test
    void shouldHaveWhoReadsAnswersSayWhoItIs() {
        Config config = ConfigFactory.parseString("""
                muster.kafka { bootstrap-servers = "a:1", client.security.protocol = SSL }
                """).withFallback(ConfigFactory.load());
        ConsumerSettings<byte[], byte[]> consumer = AckRun.consumer(TEST_KIT.system(), AckSettings.from(config));

        assertThat(consumer.getProperty("bootstrap.servers")).isEqualTo("a:1");
        assertThat(consumer.getProperty("security.protocol")).isEqualTo("SSL");
        assertThat(consumer.getProperty("auto.offset.reset")).isEqualTo("none");
    }
}
