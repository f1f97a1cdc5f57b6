package dev.muster.aggregation.rollup.simulation;

import dev.muster.aggregation.fleet.SetNodes;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Some nodes of a cluster: each is cut off, killed and back, and each sees by itself, a little later, what has become of
 * the others. A process that was killed is lost for good; the next one on that node has another name.
 */
final class SimulatedNodes {
    private final Consumer<Runnable> later;
    private final List<SetNodes> views = new ArrayList<>();
    private final boolean[] cut;
    private int processes;

    /** @param later runs something after a while, which is another one each time */
    SimulatedNodes(int count, Consumer<Runnable> later) {
        this.later = later;
        this.cut = new boolean[count];
        for (int node = 0; node < count; node++) {
            views.add(started());
        }
    }

    /** How {@code node} sees the others. */
    SetNodes of(int node) {
        return views.get(node);
    }

    int[] openFrom(int node) {
        return others(node, true).filter(other -> isOpen(node, other)).toArray();
    }

    boolean isOpen(int from, int to) {
        return from == to || !(cut[from] || cut[to]);
    }

    /** Nothing comes through to it, nor from it. */
    void cut(int node) {
        cut[node] = true;
        notice(node);
    }

    void join(int node) {
        cut[node] = false;
        notice(node);
    }

    void joinAll() {
        for (int node = 0; node < cut.length; node++) {
            join(node);
        }
    }

    void kill(int node) {
        String killed = views.get(node).self();
        views.set(node, started());
        others(node, false).forEach(other -> {
            SetNodes observer = views.get(other);
            later.accept(() -> observer.lose(killed));
        });
        join(node);
    }

    private SetNodes started() {
        return new SetNodes("process-" + processes++);
    }

    private void notice(int node) {
        others(node, false).forEach(other -> {
            later.accept(() -> look(node, other));
            later.accept(() -> look(other, node));
        });
    }

    private void look(int observer, int other) {
        String name = views.get(other).self();
        if (isOpen(observer, other)) {
            views.get(observer).find(name);
        } else {
            views.get(observer).lose(name);
        }
    }

    private IntStream others(int node, boolean withItself) {
        return IntStream.range(0, cut.length).filter(other -> withItself || other != node);
    }
}
