package dev.muster.loadtest.bench;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.LongStream;

/** How much processor time processes took who run on the same cores, as the operating system has it. Not thread-safe. */
public final class Processors {
    private final Map<String, long[]> pids = new LinkedHashMap<>();

    /** Adds processes that count as one; they are told in the order of being added. */
    public Processors of(String name, long... some) {
        pids.put(name, some);
        return this;
    }

    /**
     * What each had taken by then.
     *
     * @param nanos of {@link System#nanoTime}
     */
    public record Reading(long nanos, Map<String, Duration> times) {
        /** What each took since an earlier one. Nothing, of one that has ended: whoever waits for it says so. */
        public Map<String, Duration> since(Reading before) {
            Map<String, Duration> since = new LinkedHashMap<>();
            times.forEach((name, time) -> {
                Duration more = time.minus(before.times.getOrDefault(name, Duration.ZERO));
                since.put(name, more.isNegative() ? Duration.ZERO : more);
            });
            return since;
        }

        /** How many processors each kept busy since then. */
        public Map<String, Double> busySince(Reading before) {
            Map<String, Double> busy = new LinkedHashMap<>();
            since(before)
                    .forEach((name, time) ->
                            busy.put(name, (double) time.toNanos() / Math.max(1, nanos - before.nanos)));
            return busy;
        }
    }

    public Reading read() {
        Map<String, Duration> times = new LinkedHashMap<>();
        pids.forEach((name, some) -> times.put(name, sum(some)));
        return new Reading(System.nanoTime(), times);
    }

    private static Duration sum(long... pids) {
        return LongStream.of(pids)
                .mapToObj(pid -> new RunningProcess(pid).processorTime().orElse(Duration.ZERO))
                .reduce(Duration.ZERO, Duration::plus);
    }
}
