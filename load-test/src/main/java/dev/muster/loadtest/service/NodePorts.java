package dev.muster.loadtest.service;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Where one node listens, all on loopback.
 *
 * @param http its API
 * @param cluster where other nodes talk to it
 * @param management where other nodes ask it for the cluster to join
 */
public record NodePorts(int http, int cluster, int management) {
    private static final int PER_NODE = 3;

    /** Below the range that Linux takes outgoing ports from: no connection can take one while its node is away. */
    private static final int FREE_MIN = 12_000;

    private static final int FREE_MAX = 20_000;
    private static final int ATTEMPTS_MAX = 1_000;

    /** Free ones for so many nodes, no port twice. */
    static List<NodePorts> free(int nodes) {
        List<Integer> ports = List.copyOf(freePorts(nodes * PER_NODE));
        List<NodePorts> all = new ArrayList<>();
        for (int i = 0; i < ports.size(); i += PER_NODE) {
            all.add(new NodePorts(ports.get(i), ports.get(i + 1), ports.get(i + 2)));
        }
        return List.copyOf(all);
    }

    /** One, which no connection takes while nobody listens there. */
    public static int freePort() {
        return freePorts(1).iterator().next();
    }

    private static Set<Integer> freePorts(int count) {
        Set<Integer> ports = new LinkedHashSet<>();
        for (int attempt = 0; ports.size() < count; attempt++) {
            if (attempt == ATTEMPTS_MAX) {
                throw new ServiceFailure("Expected %d free ports from %d to %d on loopback but found %d in %d tries"
                        .formatted(count, FREE_MIN, FREE_MAX, ports.size(), attempt));
            }
            int port = ThreadLocalRandom.current().nextInt(FREE_MIN, FREE_MAX);
            if (isFree(port)) {
                ports.add(port);
            }
        }
        return ports;
    }

    static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
