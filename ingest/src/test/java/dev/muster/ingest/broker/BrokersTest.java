package dev.muster.ingest.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.Map;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrokersTest {
    @Test
    void shouldSendTheClientsKeysAsTheyAreWrittenInAnyNesting() {
        Brokers brokers = Brokers.from(config("""
                security.protocol = SASL_SSL
                ssl { truststore { type = PEM, location = /etc/kafka/ca.crt } }
                "sasl.mechanism" = SCRAM-SHA-512
                sasl.login.connect.timeout.ms = 100
                """));

        assertThat(brokers.properties())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "bootstrap.servers", "a:1",
                        "security.protocol", "SASL_SSL",
                        "ssl.truststore.type", "PEM",
                        "ssl.truststore.location", "/etc/kafka/ca.crt",
                        "sasl.mechanism", "SCRAM-SHA-512",
                        "sasl.login.connect.timeout.ms", "100"));
    }

    /** The example of reference.conf: a password with a quotation mark would end the text. */
    @Test
    void shouldTakeAPasswordFromTheEnvironment() {
        Config config = ConfigFactory.parseString("""
                muster.kafka {
                  bootstrap-servers = "a:1"
                  client.sasl.jaas.config = "Module required username=muster password=\\""${PASSWORD}"\\";"
                }
                """).resolveWith(ConfigFactory.parseMap(Map.of("PASSWORD", "p w")));

        assertThat(Brokers.from(config).client())
                .containsEntry("sasl.jaas.config", "Module required username=muster password=\"p w\";");
    }

    /** {@code acks} or a client id would change what Muster relies on, and a mistyped key is passed over by Kafka's clients. */
    @ParameterizedTest
    @CsvSource({
        "acks",
        "client.id",
        "bootstrap.servers",
        "metrics.recording.level",
        "ssl.truststore.locatoin",
        "security"
    })
    void shouldRefuseWhatIsNoKeyOfHowClientsProveWhoTheyAre(String key) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Brokers("a:1", Map.of(key, "1")))
                .withMessage(
                        "Expected muster.kafka.client to hold keys of Kafka's clients that begin with security., sasl. or"
                                + " ssl. but got '%s'".formatted(key));
    }

    @Test
    void shouldRefuseAtTheStartWhatNoClientWouldTake() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Brokers.from(config("security.protocol = SASLSSL")))
                .withMessageStartingWith(
                        "Expected muster.kafka.client as Kafka's clients take it but: Invalid value SASLSSL")
                .withMessageContaining("security.protocol");
    }

    @Test
    void shouldRefuseNoBroker() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Brokers.at(" "))
                .withMessage("Expected muster.kafka.bootstrap-servers to name a broker but got ' '");
    }

    @Test
    void shouldTellNobodyThePassword() {
        Brokers brokers = new Brokers("a:1", Map.of("ssl.key.password", "secret", "security.protocol", "SSL"));

        assertThat(brokers).hasToString("Brokers[bootstrapServers=a:1, client=[security.protocol, ssl.key.password]]");
    }

    @Test
    void shouldAskNobodyForANameUnlessToldTo() {
        assertThat(Brokers.at("a:1").properties())
                .containsExactly(Map.entry(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, "a:1"));
    }

    private static Config config(String client) {
        return ConfigFactory.parseString("muster.kafka { bootstrap-servers = \"a:1\", client {\n" + client + "} }");
    }
}
