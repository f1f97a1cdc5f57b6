package dev.muster.loadtest.run;

import dev.muster.loadtest.client.Poll;
import dev.muster.loadtest.service.ServiceCluster;
import dev.muster.loadtest.service.ServiceNode;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/** Whether the run goes on: a node lives, and nobody has asked to end. Says of each node that it is gone, once. */
final class Running {
    private final ServiceCluster nodes;
    private final Console console;
    private final Set<Integer> gone = new HashSet<>();

    Running(ServiceCluster nodes, Console console) {
        this.nodes = nodes;
        this.console = console;
    }

    /** Throws when no node is left. */
    synchronized void require() {
        if (nodes.alive().isEmpty()) {
            nodes.node(0).process().requireAlive();
        }
        for (ServiceNode node : nodes.nodes()) {
            if (!node.isAlive() && gone.add(node.index())) {
                console.line("Node %d, %s, is gone (code %s); %d of %d go on. Its log is %s"
                        .formatted(
                                node.index() + 1,
                                node.uri(),
                                node.process().exitCode().stream()
                                        .mapToObj(Integer::toString)
                                        .findFirst()
                                        .orElse("none"),
                                nodes.alive().size(),
                                nodes.size(),
                                node.logFile()));
            }
        }
    }

    /** Waits, and throws meanwhile when no node is left; {@code false} once the thread was interrupted. */
    boolean pause(Duration duration) {
        Poll.untilTrue(duration, () -> {
            require();
            return false;
        });
        return !Thread.currentThread().isInterrupted();
    }
}
