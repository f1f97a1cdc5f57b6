package dev.muster.loadtest.latency;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** How many processors each process kept busy, as the operating system has it. */
final class Processors {
    private final Map<String, Long> pids;

    /** {@code pids} by name, in the order of telling. */
    Processors(Map<String, Long> pids) {
        this.pids = new LinkedHashMap<>(pids);
    }

    /**
     * What each had taken by then.
     *
     * @param nanos of {@link System#nanoTime}
     */
    record Reading(long nanos, Map<String, Duration> times) {
        /** By process, since an earlier one. */
        Map<String, Double> since(Reading before) {
            Map<String, Double> busy = new LinkedHashMap<>();
            times.forEach((name, time) -> busy.put(
                    name,
                    (double) time.minus(before.times.getOrDefault(name, Duration.ZERO))
                                    .toNanos()
                            / Math.max(1, nanos - before.nanos)));
            return busy;
        }
    }

    Reading read() {
        Map<String, Duration> times = new LinkedHashMap<>();
        pids.forEach((name, pid) -> times.put(
                name,
                ProcessHandle.of(pid)
                        .flatMap(process -> process.info().totalCpuDuration())
                        .orElse(Duration.ZERO)));
        return new Reading(System.nanoTime(), times);
    }
}
