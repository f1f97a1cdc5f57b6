package dev.muster.loadtest.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LoopbackPortsTest {
    @Test
    void shouldFindFreePortsThatDiffer() {
        StackSettings.Ports ports = LoopbackPorts.resolve(StackSettings.Ports.FREE);

        assertThat(List.of(
                        ports.kafka(),
                        ports.kafkaController(),
                        ports.cassandra(),
                        ports.cassandraStorage(),
                        ports.cassandraJmx()))
                .doesNotHaveDuplicates()
                .allMatch(port -> port >= 20_000 && port < 32_000);
    }

    @Test
    void shouldKeepAPortThatIsSetAndFree() {
        int free = LoopbackPorts.resolve(StackSettings.Ports.FREE).kafka();

        StackSettings.Ports ports = LoopbackPorts.resolve(new StackSettings.Ports(free, 0, 0, 0, 0));

        assertThat(ports.kafka()).isEqualTo(free);
    }

    @Test
    void shouldSayWhichPortIsTakenAndForWhatItWasWanted() throws IOException {
        try (ServerSocket taken = new ServerSocket()) {
            taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            int port = taken.getLocalPort();

            assertThatThrownBy(() -> LoopbackPorts.resolve(new StackSettings.Ports(0, 0, port, 0, 0)))
                    .isInstanceOf(StackFailure.class)
                    .hasMessageStartingWith("Port " + port + " on 127.0.0.1, wanted for Cassandra, is taken (")
                    .hasMessageEndingWith("): stop what listens there, or set another port (0 takes a free one)")
                    .hasMessageNotContaining("\n");
        }
    }

    @Test
    void shouldNoticeAPortThatIsTakenOnAllAddresses() throws IOException {
        try (ServerSocket taken = new ServerSocket(0)) {
            int port = taken.getLocalPort();

            assertThatThrownBy(() -> LoopbackPorts.resolve(new StackSettings.Ports(port, 0, 0, 0, 0)))
                    .isInstanceOf(StackFailure.class)
                    .hasMessageContaining("wanted for Kafka, is taken");
        }
    }

    @Test
    void shouldRefuseToUseOnePortForTwoThings() {
        int free = LoopbackPorts.resolve(StackSettings.Ports.FREE).kafka();

        assertThatThrownBy(() -> LoopbackPorts.resolve(new StackSettings.Ports(free, 0, free, 0, 0)))
                .isInstanceOf(StackFailure.class)
                .hasMessage("Port " + free + " is set twice, the second time for Cassandra: set another one");
    }
}
