package dev.muster.loadtest.harness;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;

/** How much processor time each of those took who run on the same cores, as the operating system has it. */
final class Processes {
    static final String ITSELF = "itself";

    private static final String IDLE = "those who wait";
    private static final String HARNESS = "harness";

    /** Of one process that waits, in the time between two looks: twice what a node at rest takes. */
    private static final Duration CALM = Duration.ofMillis(150);

    private static final Duration LOOK_AFTER = Duration.ofSeconds(1);
    private static final Duration CALM_WITHIN = Duration.ofSeconds(20);

    private final long kafka;
    private final long cassandra;
    private final List<Runner> runners;

    Processes(long kafka, long cassandra, List<Runner> runners) {
        this.kafka = kafka;
        this.cassandra = cassandra;
        this.runners = List.copyOf(runners);
    }

    /** Since they were started, while {@code reader} has its turn. */
    Map<String, Duration> read(Runner reader) {
        long own = ProcessHandle.current().pid();
        Map<String, Duration> times = new LinkedHashMap<>();
        times.put(ITSELF, time(reader.pid()));
        times.put("Kafka", time(kafka));
        times.put("Cassandra", time(cassandra));
        times.put(IDLE, sum(pids().filter(pid -> pid != reader.pid())));
        times.put(HARNESS, reader.pid() == own ? Duration.ZERO : time(own));
        return times;
    }

    /**
     * Waits until those who are measured do next to nothing: whoever has just had its first turns goes on compiling what it ran, for
     * many seconds, on the cores of the next one. Not for ever: on a machine that is busy otherwise it would never end.
     */
    void awaitCalm() {
        long deadline = System.nanoTime() + CALM_WITHIN.toNanos();
        long pids = pids().count();
        Duration before = sum(pids());
        while (System.nanoTime() < deadline && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(LOOK_AFTER.toNanos());
            Duration now = sum(pids());
            if (now.minus(before).compareTo(CALM.multipliedBy(pids)) <= 0) {
                return;
            }
            before = now;
        }
    }

    private LongStream pids() {
        long own = ProcessHandle.current().pid();
        return runners.stream().mapToLong(Runner::pid).filter(pid -> pid != own);
    }

    private static Duration sum(LongStream pids) {
        return pids.mapToObj(Processes::time).reduce(Duration.ZERO, Duration::plus);
    }

    static Map<String, Duration> since(Map<String, Duration> before, Map<String, Duration> after) {
        Map<String, Duration> since = new LinkedHashMap<>();
        after.forEach((name, time) -> {
            Duration more = time.minus(before.getOrDefault(name, Duration.ZERO));
            since.put(name, more.isNegative() ? Duration.ZERO : more);
        });
        return since;
    }

    /** Nothing, of one that has ended: whoever waits for it says so. */
    private static Duration time(long pid) {
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().totalCpuDuration())
                .orElse(Duration.ZERO);
    }
}
