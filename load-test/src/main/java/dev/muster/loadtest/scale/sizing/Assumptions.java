package dev.muster.loadtest.scale.sizing;

/**
 * What nobody measured. Each has a number in docs/scaling.md.
 *
 * @param use of a processor, at most, with everybody there
 * @param spare machines of each kind that may be away while that still holds
 * @param corePerVcpu what a vCPU does, in cores of the machine that was measured on
 * @param heapShare of a machine's memory that is heap
 * @param liveShare of the heap that is live, at most
 * @param modelBytes of heap for an asset in the model, on every node
 * @param samplesPerPartition a second, at most
 * @param replicasPerBroker at most
 * @param retentionDays of telemetry in Kafka
 * @param kafkaCopies of each record
 * @param cassandraCopies of each row
 * @param diskUse of a disk that is full, at most
 * @param writeBytes of a row on its way to Cassandra
 * @param crossShare of traffic that goes to another zone where nobody chooses
 * @param shardsPerNode of twins
 */
public record Assumptions(
        double use,
        int spare,
        double corePerVcpu,
        double heapShare,
        double liveShare,
        double modelBytes,
        double samplesPerPartition,
        int replicasPerBroker,
        int retentionDays,
        int kafkaCopies,
        int cassandraCopies,
        double diskUse,
        double writeBytes,
        double crossShare,
        int shardsPerNode) {
    static final int PARTITIONS_MIN = 12;
    static final int NODES_MIN = 2;
    static final int MONTH_DAYS = 30;
    static final int DAY_SECONDS = 86_400;
    static final double GIB = 1L << 30;

    /** Those of docs/scaling.md. */
    public static final Assumptions DOCUMENTED =
            new Assumptions(0.5, 1, 1.0, 0.75, 0.5, 685, 2_000, 4_000, 7, 3, 3, 0.5, 300, 2 / 3.0, 10);
}
