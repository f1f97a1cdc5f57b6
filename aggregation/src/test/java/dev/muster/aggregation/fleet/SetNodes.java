package dev.muster.aggregation.fleet;

import dev.muster.aggregation.Nodes;
import java.util.Set;
import java.util.TreeSet;

/** The nodes as one of them sees them: all can be heard, but those for which a test says otherwise. Thread-safe. */
public final class SetNodes implements Nodes {
    private final String self;
    private volatile Set<String> unreachable = Set.of();

    public SetNodes(String self) {
        this.self = self;
    }

    public synchronized void lose(String node) {
        Set<String> now = new TreeSet<>(unreachable);
        now.add(node);
        unreachable = Set.copyOf(now);
    }

    public synchronized void find(String node) {
        Set<String> now = new TreeSet<>(unreachable);
        now.remove(node);
        unreachable = Set.copyOf(now);
    }

    @Override
    public String self() {
        return self;
    }

    @Override
    public Set<String> unreachable() {
        return unreachable;
    }
}
