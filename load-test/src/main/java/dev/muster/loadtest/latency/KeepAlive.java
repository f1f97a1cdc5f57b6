package dev.muster.loadtest.latency;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One connection over which one question after the other is asked, the least that speaks HTTP: what is measured is Muster, on processors
 * that it shares with whoever asks. Not thread-safe.
 */
final class KeepAlive implements AutoCloseable {
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(30);
    private static final String LENGTH = "content-length:";

    private final URI base;
    private @Nullable Connection connection;

    KeepAlive(URI base) {
        this.base = base;
    }

    /** What came. */
    record Answer(int status, byte[] body) {}

    private record Connection(Socket socket, InputStream in, OutputStream out) {}

    /** Asks once more, over a new connection, where the one at hand was closed between two questions. */
    Answer get(String path) throws IOException {
        Connection kept = connection;
        if (kept != null) {
            try {
                return exchange(kept, path);
            } catch (EOFException | SocketException e) {
                close();
            }
        }
        Connection made = connect();
        connection = made;
        return exchange(made, path);
    }

    private Connection connect() throws IOException {
        Socket socket = new Socket(InetAddress.getByName(base.getHost()), base.getPort());
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(Math.toIntExact(ANSWER_WITHIN.toMillis()));
        return new Connection(
                socket,
                new BufferedInputStream(socket.getInputStream()),
                new BufferedOutputStream(socket.getOutputStream()));
    }

    private Answer exchange(Connection over, String path) throws IOException {
        String request =
                "GET %s HTTP/1.1\r\nHost: %s\r\nMuster-Principal: latency\r\n\r\n".formatted(path, base.getAuthority());
        over.out().write(request.getBytes(StandardCharsets.US_ASCII));
        over.out().flush();
        String first = line(over.in());
        if (!first.matches("HTTP/1\\.1 \\d{3} .*")) {
            throw new IOException("Expected an answer of HTTP/1.1 but got '%s'".formatted(first));
        }
        int length = -1;
        for (String header = line(over.in()); !header.isEmpty(); header = line(over.in())) {
            if (header.toLowerCase(Locale.ROOT).startsWith(LENGTH)) {
                length = Integer.parseInt(header.substring(LENGTH.length()).strip());
            }
        }
        if (length < 0) {
            throw new IOException("Expected an answer that says its length but got none of GET " + path);
        }
        byte[] body = over.in().readNBytes(length);
        if (body.length < length) {
            throw new IOException("Expected %d bytes of GET %s but got %d".formatted(length, path, body.length));
        }
        return new Answer(Integer.parseInt(first.substring(9, 12)), body);
    }

    /** Without its end; ASCII, as heads are. */
    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("Expected an answer but the connection was closed");
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    @Override
    public void close() {
        Connection kept = connection;
        connection = null;
        if (kept != null) {
            try {
                kept.socket().close();
            } catch (IOException e) {
                // It is given up anyway.
            }
        }
    }
}
