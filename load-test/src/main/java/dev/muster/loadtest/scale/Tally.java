package dev.muster.loadtest.scale;

import java.time.Duration;

/**
 * What the parts of a cluster have done since they were started.
 *
 * @param at of a clock that only goes on
 * @param traffic of all nodes
 * @param records of telemetry that nodes are done with
 * @param nodes processor time of all of them
 */
record Tally(Duration at, Traffic traffic, long records, Duration nodes, Duration kafka, Duration cassandra) {
    /** What they did in between. */
    Window since(Tally earlier) {
        return new Window(
                at.minus(earlier.at),
                traffic.minus(earlier.traffic),
                records - earlier.records,
                nodes.minus(earlier.nodes),
                kafka.minus(earlier.kafka),
                cassandra.minus(earlier.cassandra));
    }
}
