package dev.muster.loadtest.latency.figure;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How long answers took, with a share of the capacity behind them.
 *
 * @param percent of the capacity; 0: nobody reported meanwhile
 * @param kept how the rate of reports was kept; empty: there were none
 * @param processors that each process kept busy, by its name
 */
public record QueryFigure(
        int assets, int percent, Answers answers, Optional<Kept> kept, Map<String, Double> processors) {
    public QueryFigure {
        processors = Collections.unmodifiableMap(new LinkedHashMap<>(processors));
    }

    /** Why it does not count; empty: it does. */
    public Optional<String> objection() {
        return answers.wrong().or(() -> kept.flatMap(Kept::objection));
    }
}
