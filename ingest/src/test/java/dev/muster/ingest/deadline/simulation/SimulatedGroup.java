package dev.muster.ingest.deadline.simulation;

import java.util.Arrays;
import java.util.List;

/** The consumer group: who reads which partition, from where. */
final class SimulatedGroup {
    private static final int NOBODY = -1;

    private final History history;
    private final int[] owner;
    private final int[] generation;
    private final int[] committed;

    SimulatedGroup(History history) {
        this.history = history;
        owner = new int[history.story.partitions];
        generation = new int[history.story.partitions];
        committed = new int[history.story.partitions];
        Arrays.fill(owner, NOBODY);
    }

    void commitAll() {
        for (int partition = 0; partition < committed.length; partition++) {
            committed[partition] = history.broker.log(partition).size();
        }
    }

    int committed(int partition) {
        return committed[partition];
    }

    boolean isCurrent(int partition, int ofGeneration) {
        return generation[partition] == ofGeneration;
    }

    /** What a member says that was thrown out does not count. */
    void commit(int partition, int ofGeneration, int next) {
        if (isCurrent(partition, ofGeneration) && history.broker.isUp(partition)) {
            committed[partition] = Math.max(committed[partition], next);
        }
    }

    /** Gives partitions that nobody has to nodes that run. */
    void rebalance() {
        List<SimulatedNode> running =
                history.nodes.stream().filter(SimulatedNode::isRunning).toList();
        for (int partition = 0; partition < owner.length && !running.isEmpty(); partition++) {
            if (owner[partition] == NOBODY) {
                SimulatedNode node = running.get(history.random.nextInt(running.size()));
                int given = partition;
                int ofGeneration = ++generation[partition];
                owner[partition] = node.index();
                history.say(() -> "partition %d goes to node %d".formatted(given, node.index()));
                node.later(history.random.nextLong(200), () -> node.takeUp(given, ofGeneration));
            }
        }
    }

    void kill(SimulatedNode node) {
        if (node.isAlive()) {
            node.kill();
            int life = node.life();
            history.agenda.after(history.story.sessionTimeout, () -> {
                if (node.life() - life <= 1) {
                    takeFrom(node, life);
                }
            });
        }
    }

    void restart(SimulatedNode node) {
        if (!node.isAlive()) {
            history.say(() -> "node %d is back".formatted(node.index()));
            node.start();
            rebalance();
        }
    }

    void stall(SimulatedNode node, long until) {
        if (!node.isRunning()) {
            return;
        }
        long from = history.agenda.now();
        int life = node.life();
        node.stall();
        history.agenda.after(history.story.sessionTimeout, () -> {
            if (node.life() == life && !node.isRunning() && history.agenda.now() < until) {
                takeFrom(node, life);
            }
        });
        history.agenda.at(until, () -> {
            if (node.life() == life) {
                history.say(() -> "node %d goes on".formatted(node.index()));
                history.truth.stalled(node, from, until);
                node.goOn();
                rebalance();
            }
        });
    }

    /** To another node, or to the same again. */
    void move(int partition) {
        if (owner[partition] != NOBODY) {
            revoke(partition, history.nodes.get(owner[partition]));
            history.agenda.after(history.random.nextLong(300), this::rebalance);
        }
    }

    private void takeFrom(SimulatedNode node, int life) {
        history.say(() -> "node %d of life %d lost its partitions".formatted(node.index(), life));
        for (int partition = 0; partition < owner.length; partition++) {
            if (owner[partition] == node.index()) {
                revoke(partition, node);
            }
        }
        rebalance();
    }

    private void revoke(int partition, SimulatedNode node) {
        owner[partition] = NOBODY;
        int ended = generation[partition]++;
        // It hears of it some time, if it lives.
        node.later(history.random.nextLong(200), () -> node.release(partition, ended));
    }
}
