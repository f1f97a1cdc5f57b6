package dev.muster.loadtest.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TcpProxyTest {
    private static final int WITHIN_MS = 10_000;
    private static final int NOT_WITHIN_MS = 200;

    private ServerSocket behind;
    private TcpProxy proxy;
    private Socket client;
    private Socket server;

    @BeforeEach
    void connect() throws IOException {
        behind = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
        proxy = TcpProxy.start(0, new InetSocketAddress(InetAddress.getLoopbackAddress(), behind.getLocalPort()));
        client = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
        server = behind.accept();
        client.setSoTimeout(WITHIN_MS);
        server.setSoTimeout(WITHIN_MS);
    }

    @AfterEach
    void close() throws IOException {
        proxy.close();
        client.close();
        server.close();
        behind.close();
    }

    @Test
    void shouldPassBothWays() throws IOException {
        client.getOutputStream().write(7);
        server.getOutputStream().write(8);

        assertThat(server.getInputStream().read()).isEqualTo(7);
        assertThat(client.getInputStream().read()).isEqualTo(8);
    }

    @Test
    void shouldHoldBackWhileCutAndDeliverWhenHealed() throws IOException {
        proxy.cut();
        client.getOutputStream().write(7);
        server.setSoTimeout(NOT_WITHIN_MS);

        assertThatThrownBy(() -> server.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
        proxy.heal();
        server.setSoTimeout(WITHIN_MS);
        assertThat(server.getInputStream().read()).isEqualTo(7);
    }

    @Test
    void shouldCutOffOneCallerAlone() throws IOException {
        InetAddress other = InetAddress.getByAddress(new byte[] {127, 0, 0, 12});
        try (Socket elsewhere = new Socket(InetAddress.getLoopbackAddress(), proxy.port(), other, 0);
                Socket peer = behind.accept()) {
            peer.setSoTimeout(NOT_WITHIN_MS);
            proxy.cutFrom(other);
            client.getOutputStream().write(7);
            elsewhere.getOutputStream().write(8);

            assertThat(server.getInputStream().read()).isEqualTo(7);
            assertThatThrownBy(() -> peer.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
            proxy.heal();
            peer.setSoTimeout(WITHIN_MS);
            assertThat(peer.getInputStream().read()).isEqualTo(8);
        }
    }

    @Test
    void shouldConnectNobodyWhileCut() throws IOException {
        proxy.cut();
        behind.setSoTimeout(NOT_WITHIN_MS);
        try (Socket late = new Socket(InetAddress.getLoopbackAddress(), proxy.port())) {
            assertThat(late.isConnected()).as("by the proxy itself").isTrue();
            assertThatThrownBy(behind::accept).isInstanceOf(SocketTimeoutException.class);

            proxy.heal();
            behind.setSoTimeout(WITHIN_MS);
            behind.accept().close();
        }
    }

    @Test
    void shouldDelayEachPiece() throws IOException {
        proxy.delay(Duration.ofMillis(2 * NOT_WITHIN_MS));
        client.getOutputStream().write(7);
        server.setSoTimeout(NOT_WITHIN_MS);

        assertThatThrownBy(() -> server.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
        server.setSoTimeout(WITHIN_MS);
        assertThat(server.getInputStream().read()).isEqualTo(7);
    }

    @Test
    void shouldEndOtherSideWithTheConnection() throws IOException {
        client.close();

        assertThat(server.getInputStream().read()).isEqualTo(-1);
    }

    @Test
    void shouldEndConnectionsWhenReset() throws IOException {
        proxy.reset();

        assertThat(client.getInputStream().read()).isEqualTo(-1);
    }
}
