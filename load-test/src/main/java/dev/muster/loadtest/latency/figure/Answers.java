package dev.muster.loadtest.latency.figure;

import dev.muster.loadtest.bench.figure.Percentiles;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What came of questions that were asked at one rate.
 *
 * @param levels of the groups, in the order of questions
 * @param nanos how long each took, counted from when it was due
 * @param wrong what was wrong with one of them: then nothing of it counts
 */
public record Answers(int perSecond, List<Level> levels, long[] nanos, Optional<String> wrong) {
    public Answers {
        levels = List.copyOf(levels);
    }

    public Percentiles all() {
        return Percentiles.of(nanos);
    }

    /** Of one level; empty: nobody was asked. */
    public Optional<Percentiles> of(Level level) {
        long[] some = IntStream.range(0, nanos.length)
                .filter(i -> levels.get(i) == level)
                .mapToLong(i -> nanos[i])
                .toArray();
        return some.length == 0 ? Optional.empty() : Optional.of(Percentiles.of(some));
    }
}
