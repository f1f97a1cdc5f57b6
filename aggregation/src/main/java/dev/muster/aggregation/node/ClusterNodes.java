package dev.muster.aggregation.node;

import dev.muster.aggregation.Nodes;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What this node knows of the others: an immutable set that is replaced when somebody is lost or back. One thread writes,
 * any reads.
 *
 * <table>
 * <caption>What makes a node unreachable</caption>
 * <tr><th>it is</th><th>from then on</th></tr>
 * <tr><td>silent</td><td>unreachable until it is heard again</td></tr>
 * <tr><td>downed</td><td>unreachable for good: if its process goes on, it is told to end</td></tr>
 * <tr><td>removed in peace</td><td>not unreachable: it has handed its groups over, and what it said of them holds until
 *     they speak from where they are now, so that a planned stop is not seen in the totals</td></tr>
 * <tr><td>removed otherwise</td><td>unreachable for good</td></tr>
 * </table>
 */
final class ClusterNodes implements Nodes {
    /** Far more than can be lost within {@code unreachable-after}; whose child groups count as unreachable without this then. */
    static final int LOST_MAX = 1_000;

    private final String self;
    private final Set<String> silent = new HashSet<>();
    private final LinkedHashSet<String> lost = new LinkedHashSet<>();
    private volatile Set<String> unreachable = Set.of();

    ClusterNodes(String self) {
        this.self = self;
    }

    @Override
    public String self() {
        return self;
    }

    @Override
    public Set<String> unreachable() {
        return unreachable;
    }

    void silent(String node) {
        silent.add(node);
        publish();
    }

    void heardAgain(String node) {
        silent.remove(node);
        publish();
    }

    void downed(String node) {
        lose(node);
        publish();
    }

    /** Who was silent when it was removed did not go in peace, whatever it had announced. */
    void removed(String node, boolean inPeace) {
        if (silent.remove(node) || !inPeace) {
            lose(node);
        }
        publish();
    }

    private void lose(String node) {
        lost.add(node);
        if (lost.size() > LOST_MAX) {
            lost.remove(lost.iterator().next());
        }
    }

    private void publish() {
        Set<String> now = new HashSet<>(lost);
        now.addAll(silent);
        if (!now.equals(unreachable)) {
            unreachable = Set.copyOf(now);
        }
    }
}
