package dev.muster.loadtest.scale.sizing;

import dev.muster.loadtest.scale.sizing.Demand.Machine;

/**
 * What a fleet needs, and what that costs in a month. The formulas stand in docs/scaling.md with the same names.
 *
 * @param nodesByProcessor without spare ones
 * @param nodesByMemory likewise; 0: the model alone does not fit onto one
 * @param liveBytes of heap on one node, with the spare ones away
 * @param kafkaDisk bytes to be provided altogether, copies and free space included; so is {@code cassandraDisk}
 * @param betweenBytes that all nodes say to each other in a second
 * @param crossBytes that go between zones in a month
 */
public record Sizing(
        double samplesPerSecond,
        double rowsPerMonth,
        long nodesByProcessor,
        long nodesByMemory,
        long nodes,
        double liveBytes,
        long partitions,
        long shards,
        long brokers,
        double kafkaDisk,
        long cassandras,
        double cassandraDisk,
        double betweenBytes,
        double crossBytes,
        Cost cost) {

    /** In a month. */
    public record Cost(double muster, double kafka, double cassandra, double network) {
        public double total() {
            return muster + kafka + cassandra + network;
        }
    }

    public static Sizing of(Demand demand, Measured measured, Assumptions assumed, Prices prices) {
        double rate = demand.samplesPerSecond();
        long byProcessor = ceiling(
                cores(rate, measured.nodeMicros()) / (cores(demand.muster(), assumed) - measured.coresAtRest()));
        double room = demand.muster().memoryGib() * Assumptions.GIB * assumed.heapShare() * assumed.liveShare()
                - measured.baseBytes()
                - demand.assets() * assumed.modelBytes();
        double twins = demand.assets() * measured.twinBytes();
        long byMemory = room <= 0 ? 0 : ceiling(twins / room);
        long working = Math.max(Assumptions.NODES_MIN, Math.max(byProcessor, byMemory));
        long nodes = working + assumed.spare();
        long partitions = Math.max(Assumptions.PARTITIONS_MIN, ceiling(rate / assumed.samplesPerPartition()));
        double kafkaDisk = disk(rate, measured.kafkaBytes(), assumed.retentionDays(), assumed.kafkaCopies(), assumed);
        double rowDisk = disk(rate, measured.rowBytes(), demand.historyDays(), assumed.cassandraCopies(), assumed);
        long brokers = Math.max(
                machines(rate * assumed.kafkaCopies(), measured.kafkaMicros(), kafkaDisk, demand.kafka(), assumed),
                ceiling((double) partitions * assumed.kafkaCopies() / assumed.replicasPerBroker()) + assumed.spare());
        long cassandras = machines(
                rate * assumed.cassandraCopies(), measured.cassandraMicros(), rowDisk, demand.cassandra(), assumed);
        brokers = Math.max(assumed.kafkaCopies(), brokers);
        cassandras = Math.max(assumed.cassandraCopies(), cassandras);
        double between = bytesBetween(measured, nodes);
        double cross = rate * crossPerSample(measured.kafkaBytes(), between, assumed) * seconds(Assumptions.MONTH_DAYS);
        return new Sizing(
                rate,
                rate * seconds(Assumptions.MONTH_DAYS),
                byProcessor,
                byMemory,
                nodes,
                measured.baseBytes() + demand.assets() * assumed.modelBytes() + twins / working,
                partitions,
                nodes * assumed.shardsPerNode(),
                brokers,
                kafkaDisk,
                cassandras,
                rowDisk,
                rate * between + nodes * measured.bytesBetweenAtRest(),
                cross,
                new Cost(
                        prices.machines(nodes, demand.muster()),
                        prices.machines(brokers, demand.kafka()) + gib(kafkaDisk) * prices.diskGib(),
                        prices.machines(cassandras, demand.cassandra()) + gib(rowDisk) * prices.diskGib(),
                        gib(cross) * prices.crossGib()));
    }

    /** For one sample; a part that is anywhere is elsewhere more often the more nodes there are. */
    private static double bytesBetween(Measured measured, long nodes) {
        return measured.nodes() < 2
                ? 0
                : measured.bytesBetween() * elsewhere((double) nodes) / elsewhere(measured.nodes());
    }

    private static double elsewhere(double nodes) {
        return (nodes - 1) / nodes;
    }

    /** To Kafka, from there, between nodes and to Cassandra as it comes; copies always, because each zone has one. */
    private static double crossPerSample(double record, double between, Assumptions assumed) {
        return assumed.crossShare() * (2 * record + between + assumed.writeBytes())
                + (assumed.kafkaCopies() - 1) * record
                + (assumed.cassandraCopies() - 1) * assumed.writeBytes();
    }

    private static long machines(
            double samplesPerSecond, double micros, double disk, Machine machine, Assumptions assumed) {
        long byProcessor = ceiling(cores(samplesPerSecond, micros) / cores(machine, assumed));
        return Math.max(byProcessor, ceiling(gib(disk) / machine.diskGib())) + assumed.spare();
    }

    /** That so many samples keep busy. */
    private static double cores(double samplesPerSecond, double micros) {
        return samplesPerSecond * micros / 1e6;
    }

    /** That a machine is good for. */
    private static double cores(Machine machine, Assumptions assumed) {
        return machine.vcpus() * assumed.corePerVcpu() * assumed.use();
    }

    private static double disk(double rate, double bytes, int days, int copies, Assumptions assumed) {
        return rate * bytes * seconds(days) * copies / assumed.diskUse();
    }

    private static double seconds(int days) {
        return (double) days * Assumptions.DAY_SECONDS;
    }

    private static double gib(double bytes) {
        return bytes / Assumptions.GIB;
    }

    private static long ceiling(double value) {
        return (long) Math.ceil(value);
    }
}
