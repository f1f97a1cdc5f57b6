package dev.muster.loadtest.harness.figure;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One contender's reading of one round.
 *
 * @param round from 1 on; others warm up
 * @param processor time that each process took meanwhile, by its name
 */
public record Turn(Contender contender, int round, long records, double seconds, Map<String, Duration> processor) {
    public Turn {
        processor = Collections.unmodifiableMap(new LinkedHashMap<>(processor));
    }

    public double perSecond() {
        return records / seconds;
    }

    /** Of the processes named so, by record. */
    public double micros(String process) {
        return processor.getOrDefault(process, Duration.ZERO).toNanos() / 1e3 / records;
    }
}
