package dev.muster.loadtest.scale.sizing;

/**
 * What one sample, one node and one asset cost, as it was measured.
 *
 * @param nodes on which it was measured
 * @param nodeMicros processor time of all nodes for one sample
 * @param coresAtRest processor that one node takes without any sample
 * @param kafkaMicros of the broker, for one sample, kept once
 * @param cassandraMicros of Cassandra, for one sample, kept once
 * @param messagesBetween nodes, for one sample
 * @param bytesBetween likewise
 * @param bytesBetweenAtRest that one node sends in a second without any sample
 * @param kafkaBytes of one record on the disk, kept once
 * @param rowBytes of one row of history on the disk, kept once
 * @param twinBytes of heap for an asset whose twin is awake, on all nodes together
 * @param baseBytes of heap of a node without assets
 */
public record Measured(
        int nodes,
        double nodeMicros,
        double coresAtRest,
        double kafkaMicros,
        double cassandraMicros,
        double messagesBetween,
        double bytesBetween,
        double bytesBetweenAtRest,
        double kafkaBytes,
        double rowBytes,
        double twinBytes,
        double baseBytes) {}
