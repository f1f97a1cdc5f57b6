package dev.muster.loadtest.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

final class CqlHandshakeTest {
    private static final int STORAGE_PORT = 7_000;

    @Test
    void shouldTakeTheAnswerOfTheNodeThatIsMeant() throws Exception {
        assertThat(handshakeWith(STORAGE_PORT, 0x02)).isTrue();
    }

    @Test
    void shouldNotTakeTheAnswerOfAnotherNode() throws Exception {
        assertThat(handshakeWith(STORAGE_PORT + 1, 0x02)).isFalse();
    }

    @Test
    void shouldNotTakeAnError() throws Exception {
        assertThat(handshakeWith(STORAGE_PORT, 0x00)).isFalse();
    }

    @Test
    void shouldNotTakeAPortThatOnlyAcceptsConnections() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Void> hangUp = CompletableFuture.runAsync(() -> {
                try {
                    server.accept().close();
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });

            assertThat(CqlHandshake.answers(server.getLocalPort(), STORAGE_PORT))
                    .isFalse();
            hangUp.join();
        }
    }

    @Test
    void shouldNotTakeAPortWhereNothingListens() {
        int free = LoopbackPorts.resolve(StackSettings.Ports.FREE).cassandra();

        assertThat(CqlHandshake.answers(free, STORAGE_PORT)).isFalse();
    }

    private static boolean handshakeWith(int storagePort, int startupOpcode) throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Boolean> answered =
                    CompletableFuture.supplyAsync(() -> CqlHandshake.answers(server.getLocalPort(), STORAGE_PORT));
            try (Socket client = server.accept()) {
                DataInputStream in = new DataInputStream(client.getInputStream());
                DataOutputStream out = new DataOutputStream(client.getOutputStream());
                readRequest(in);
                writeResponse(out, startupOpcode, new byte[0]);
                if (startupOpcode != 0x00) {
                    readRequest(in);
                    writeResponse(out, 0x08, rowWith(storagePort));
                }
                return answered.get();
            }
        }
    }

    private static byte[] rowWith(int value) {
        return ByteBuffer.allocate(16)
                .putInt(2)
                .putInt(1)
                .putInt(Integer.BYTES)
                .putInt(value)
                .array();
    }

    private static void readRequest(DataInputStream in) throws IOException {
        in.readFully(new byte[5]);
        in.readFully(new byte[in.readInt()]);
    }

    private static void writeResponse(DataOutputStream out, int opcode, byte[] body) throws IOException {
        out.write(new byte[] {(byte) 0x84, 0, 0, 0, (byte) opcode});
        out.writeInt(body.length);
        out.write(body);
        out.flush();
    }
}
