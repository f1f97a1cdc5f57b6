package dev.muster.twinservice.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.loadtest.service.NodePorts;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ConnectingIT {
    @Test
    void shouldWaitForACassandraThatComesLater() throws IOException {
        // given an address where nobody listens yet
        int port = NodePorts.freePort();
        CompletableFuture<CassandraStore> connecting =
                CassandraStore.connect(TestCassandra.settings(ConnectingIT.class, "127.0.0.1:" + port));
        assertThat(connecting
                        .copy()
                        .completeOnTimeout(null, 2, TimeUnit.SECONDS)
                        .join())
                .as("store without a Cassandra")
                .isNull();

        // when Cassandra answers there
        try (Forwarder forwarder = new Forwarder(port)) {
            forwarder.start();

            // then
            CassandraStore store = connecting.orTimeout(1, TimeUnit.MINUTES).join();
            assertThat(store).isNotNull();
            store.close();
        }
    }

    @Test
    void shouldEndTheWaitWhenCancelled() {
        CompletableFuture<CassandraStore> connecting =
                CassandraStore.connect(TestCassandra.settings(ConnectingIT.class, "127.0.0.1:" + NodePorts.freePort()));

        connecting.cancel(false);

        assertThat(connecting).isCancelled();
    }

    /** Stands in for a Cassandra that starts late: passes bytes on to the real one. */
    private static final class Forwarder extends Thread implements AutoCloseable {
        private final ServerSocket server;

        Forwarder(int port) throws IOException {
            super("forwarder");
            setDaemon(true);
            server = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
        }

        @Override
        public void run() {
            try {
                while (!server.isClosed()) {
                    Socket client = server.accept();
                    String[] target = TestCassandra.contactPoint().split(":", -1);
                    Socket cassandra = new Socket();
                    cassandra.connect(new InetSocketAddress(target[0], Integer.parseInt(target[1])));
                    pump(client, cassandra);
                    pump(cassandra, client);
                }
            } catch (IOException closed) {
                interrupt();
            }
        }

        private static void pump(Socket from, Socket to) {
            Thread thread = new Thread(
                    () -> {
                        try (InputStream in = from.getInputStream();
                                OutputStream out = to.getOutputStream()) {
                            in.transferTo(out);
                        } catch (IOException ended) {
                            Thread.currentThread().interrupt();
                        }
                    },
                    "forwarder-pump");
            thread.setDaemon(true);
            thread.start();
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }
}
