package dev.muster.loadtest.stack;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Tells when a process that is no child of this one has ended: the process holds a connection, and the operating
 * system closes that with it. A pid would not do: one that nobody has reaped yet still counts as alive.
 */
final class Lifeline implements AutoCloseable {
    private static final int PATIENCE_MS = 30_000;

    private final ServerSocket server;

    Lifeline() throws IOException {
        server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        server.setSoTimeout(PATIENCE_MS);
    }

    int port() {
        return server.getLocalPort();
    }

    /** Waits until the process is connected. */
    Socket accept() throws IOException {
        return server.accept();
    }

    /** Waits for the end of the process; throws a SocketTimeoutException if it has not ended in time. */
    static void awaitEnd(Socket connection, Duration patience) throws IOException {
        connection.setSoTimeout((int) patience.toMillis());
        BufferedReader reader =
                new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.US_ASCII));
        while (reader.readLine() != null) {
            // The process says nothing that matters here.
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    /** The other end: a main class that connects to the port in its first argument and then waits to be killed. */
    static final class Holder {
        private Holder() {}

        public static void main(String[] arguments) throws IOException {
            try (Socket connection = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[0]))) {
                int received = connection.getInputStream().read();
                throw new IllegalStateException("Expected to be killed, but read " + received);
            }
        }
    }
}
