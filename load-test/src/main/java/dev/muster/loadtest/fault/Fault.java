package dev.muster.loadtest.fault;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What is done to Muster, or to what it stands on. */
public enum Fault {
    /** {@code kill -9} of a node, which is started again. */
    KILL(2),
    /** Likewise, of the node that was started first: that is where the cluster's singletons live. */
    KILL_OLDEST(2),
    /** A node stands still until the others have given it up, and then goes on. */
    PAUSE(3),
    /** The node that was started first is stopped as an operator would, and started again: after that it is the youngest. */
    RESTART_OLDEST(2),
    /** Each node is stopped as an operator would, and started again, one after the other. */
    ROLLING_RESTART(2),
    /** Two nodes at once; the rest is still more than half. */
    KILL_TWO(5),
    /** A node hears nothing of the others, nor they of it, while all of them reach Kafka and Cassandra. */
    CUT(3),
    /** {@code kill -9} of Kafka, which is started again. */
    KAFKA(1),
    /** {@code kill -9} of Cassandra, which is started again. */
    CASSANDRA(1),
    /** All but one node are stopped, two are added, taken away again, and in the end all are back. */
    SCALE(3);

    private final int nodesMin;

    Fault(int nodesMin) {
        this.nodesMin = nodesMin;
    }

    /** A cluster of fewer does not survive it, or has none to do it to. */
    public int nodesMin() {
        return nodesMin;
    }

    /** As it stands on the command line. */
    public String title() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<Fault> of(String title) {
        return Arrays.stream(values())
                .filter(fault -> fault.title().equals(title))
                .findFirst();
    }

    static String titles() {
        return Arrays.stream(values()).map(Fault::title).collect(Collectors.joining(", "));
    }
}
