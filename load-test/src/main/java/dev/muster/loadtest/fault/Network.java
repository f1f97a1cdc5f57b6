package dev.muster.loadtest.fault;

import dev.muster.loadtest.service.ServiceCluster;
import dev.muster.loadtest.service.ServiceNode;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/**
 * The network between the nodes of a cluster: a proxy in front of each. Each node calls from an address of its own, so that a
 * cut can tell who calls. Thread-safe.
 */
final class Network implements AutoCloseable {
    /** All of 127.0.0.0/8 is loopback; .1 is everybody's. */
    private static final int FIRST = 11;

    private final List<TcpProxy> proxies = new ArrayList<>();

    /** Before the cluster is started. */
    Network(ServiceCluster cluster) {
        for (ServiceNode node : cluster.nodes()) {
            int own = node.ports().cluster();
            TcpProxy proxy = TcpProxy.start(0, new InetSocketAddress(InetAddress.getLoopbackAddress(), own));
            proxies.add(proxy);
            node.set("muster.cluster.port", Integer.toString(proxy.port()));
            node.set("muster.cluster.bind-port", Integer.toString(own));
            node.set(
                    "akka.remote.artery.advanced.tcp.outbound-client-hostname",
                    address(node.index()).getHostAddress());
        }
    }

    /** From now on the node and all others do not hear of each other. */
    void isolate(int node) {
        for (int other = 0; other < proxies.size(); other++) {
            if (other == node) {
                proxies.get(node).cut();
            } else {
                proxies.get(other).cutFrom(address(node));
            }
        }
    }

    void heal() {
        proxies.forEach(TcpProxy::heal);
    }

    private static InetAddress address(int node) {
        try {
            return InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) (FIRST + node)});
        } catch (UnknownHostException e) {
            throw new IllegalStateException("Expected four bytes to be an address", e);
        }
    }

    @Override
    public void close() {
        proxies.forEach(TcpProxy::close);
    }
}
