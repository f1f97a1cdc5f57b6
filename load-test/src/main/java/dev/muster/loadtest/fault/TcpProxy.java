package dev.muster.loadtest.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A piece of network in front of a port on loopback that can be cut, and made slow. Cut as a cable is: connections stay open on both
 * sides, nobody is told, and what was written meanwhile arrives once it is healed. Thread-safe; a thread for each direction of each
 * connection.
 */
public final class TcpProxy implements AutoCloseable {
    private static final int CHUNK_BYTES = 16_384;

    private final ServerSocket listening;
    private final InetSocketAddress target;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final Object gate = new Object();
    private final Set<InetAddress> cutOff = new HashSet<>();
    private boolean cut;
    private boolean closed;
    private Duration delay = Duration.ZERO;

    private TcpProxy(ServerSocket listening, InetSocketAddress target) {
        this.listening = listening;
        this.target = target;
    }

    /** @param port where it listens, on loopback; 0: on a free one */
    public static TcpProxy start(int port, InetSocketAddress target) {
        try {
            TcpProxy proxy = new TcpProxy(new ServerSocket(port, 0, InetAddress.getLoopbackAddress()), target);
            proxy.run("accept", proxy::accept);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Expected port %d to be free but got: %s".formatted(port, e.getMessage()), e);
        }
    }

    public int port() {
        return listening.getLocalPort();
    }

    /** From now on nothing gets through. */
    public void cut() {
        synchronized (gate) {
            cut = true;
        }
    }

    /** From now on nothing gets through of the connections that come from there, either way. */
    public void cutFrom(InetAddress caller) {
        synchronized (gate) {
            cutOff.add(caller);
        }
    }

    /** Everything gets through again, what waited first. */
    public void heal() {
        synchronized (gate) {
            cut = false;
            cutOff.clear();
            gate.notifyAll();
        }
    }

    /** Each piece of data waits for so long before it goes on; zero: not at all. */
    public void delay(Duration each) {
        synchronized (gate) {
            delay = each;
        }
    }

    /** Ends all connections, as the host behind it would by going away, but not the proxy. */
    public void reset() {
        open.forEach(this::close);
    }

    @Override
    public void close() {
        synchronized (gate) {
            closed = true;
            gate.notifyAll();
        }
        try {
            listening.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        reset();
    }

    private void accept() throws IOException, InterruptedException {
        while (true) {
            Socket client = listening.accept();
            open.add(client);
            run("connect", () -> connect(client));
        }
    }

    /** A cut network does not answer: whoever connects is left waiting. */
    private void connect(Socket client) throws IOException, InterruptedException {
        Socket server = new Socket();
        open.add(server);
        try {
            pass(client.getInetAddress());
            server.connect(target);
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            InetAddress caller = client.getInetAddress();
            run("up", () -> pump(client, server, caller));
            pump(server, client, caller);
        } finally {
            close(client);
            close(server);
        }
    }

    private void pump(Socket from, Socket to, InetAddress caller) throws IOException, InterruptedException {
        byte[] chunk = new byte[CHUNK_BYTES];
        try {
            for (int length = from.getInputStream().read(chunk);
                    length >= 0;
                    length = from.getInputStream().read(chunk)) {
                pass(caller);
                to.getOutputStream().write(chunk, 0, length);
            }
        } finally {
            close(from);
            close(to);
        }
    }

    /** Returns when what was read may go on. */
    private void pass(InetAddress caller) throws InterruptedException {
        synchronized (gate) {
            long due = System.nanoTime() + delay.toNanos();
            for (long left = delay.toMillis(); left > 0 && !closed; left = (due - System.nanoTime()) / 1_000_000) {
                gate.wait(left);
            }
            while ((cut || cutOff.contains(caller)) && !closed) {
                gate.wait();
            }
        }
    }

    private void close(Socket socket) {
        open.remove(socket);
        try {
            socket.close();
        } catch (IOException e) {
            // It is gone in any case.
        }
    }

    /** What ends a connection ends its threads; that is no failure. */
    private void run(String name, Pump work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException | InterruptedException e) {
                        // The connection, or the proxy, was closed.
                    }
                },
                "proxy-%d-%s".formatted(listening.getLocalPort(), name));
        thread.setDaemon(true);
        thread.start();
    }

    /** Work that ends with its connection. */
    private interface Pump {
        void run() throws IOException, InterruptedException;
    }
}
