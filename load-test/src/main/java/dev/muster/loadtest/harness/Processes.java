package dev.muster.loadtest.harness;

import dev.muster.loadtest.bench.Processors;
import dev.muster.loadtest.bench.RunningProcess;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;

/** All processes that run on the same cores, and what each of them is while one of those who are measured has its turn. */
final class Processes {
    static final String ITSELF = "itself";

    private static final String IDLE = "those who wait";
    private static final String HARNESS = "harness";

    /** Of one process that waits, in a second: twice what a node at rest takes. */
    private static final Duration CALM = Duration.ofMillis(150);

    private static final long OWN = ProcessHandle.current().pid();

    private final long kafka;
    private final long cassandra;
    private final List<Runner> runners;

    Processes(long kafka, long cassandra, List<Runner> runners) {
        this.kafka = kafka;
        this.cassandra = cassandra;
        this.runners = List.copyOf(runners);
    }

    /** While {@code reader} has its turn. */
    Processors of(Runner reader) {
        long[] idle = LongStream.of(pids()).filter(pid -> pid != reader.pid()).toArray();
        long[] harness = reader.pid() == OWN ? new long[0] : new long[] {OWN};
        return new Processors()
                .of(ITSELF, reader.pid())
                .of("Kafka", kafka)
                .of("Cassandra", cassandra)
                .of(IDLE, idle)
                .of(HARNESS, harness);
    }

    /** Waits until those who are measured do next to nothing: who has just had its first turns works on the cores of the next one. */
    void awaitCalm() {
        long[] pids = pids();
        Processors all = new Processors().of(IDLE, pids);
        RunningProcess.awaitCalm(
                () -> all.read().times().getOrDefault(IDLE, Duration.ZERO), CALM.multipliedBy(pids.length));
    }

    private long[] pids() {
        return runners.stream().mapToLong(Runner::pid).filter(pid -> pid != OWN).toArray();
    }
}
