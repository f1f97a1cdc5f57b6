package dev.muster.loadtest.latency.figure;

import dev.muster.loadtest.bench.figure.Percentiles;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How old the root's total was at one share of the capacity.
 *
 * @param percent of the capacity
 * @param byProbe how long each step took to be seen, in nanoseconds, in the order of steps, by probe
 * @param kept how those kept the rate who are no probes
 * @param unread records that Kafka had and twins had not, when the last step was seen
 * @param processors that each process kept busy, by its name
 * @param wrong what was not as sent: then nothing of it counts
 */
public record ShareFigure(
        int percent,
        List<long[]> byProbe,
        Kept kept,
        Stream stream,
        long unread,
        Map<String, Double> processors,
        Optional<String> wrong) {
    public ShareFigure {
        byProbe = List.copyOf(byProbe);
        processors = Collections.unmodifiableMap(new LinkedHashMap<>(processors));
    }

    /** Of all steps. */
    public Percentiles all() {
        return Percentiles.of(byProbe.stream().flatMapToLong(Arrays::stream).toArray());
    }

    /** Why it does not count; empty: it does. */
    public Optional<String> objection() {
        return wrong.or(kept::objection);
    }
}
