package dev.muster.loadtest.memory.figure;

import dev.muster.loadtest.bench.figure.Spread;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What one Muster was found to take.
 *
 * @param signals of each asset
 * @param empty without a model
 * @param loaded with the model, without a twin or an aggregator
 * @param secondsToWake from the commit of the first sample of each asset until both roots showed them all
 * @param awake with all of its twins, and all aggregators
 * @param lives after each restart
 */
public record TwinFinding(
        int signals, int assets, Heap empty, Heap loaded, double secondsToWake, Heap awake, List<Life> lives) {
    private static final String KEEPER = "dev.muster.ingest.deadline.DeadlineKeeper$";

    /** The entry of a map, its place in the table, and that in the queue. */
    private static final long BYTES_AROUND_DEADLINE = 48;

    public TwinFinding {
        lives = List.copyOf(lives);
    }

    /** Of the model, as it is in memory: view and writers. */
    public double modelBytes() {
        return loaded.growth(empty, assets);
    }

    /** What there is once it is awake and was not before: the twin, and its part of the aggregators. */
    public double wakingBytes() {
        return awake.growth(loaded, assets);
    }

    /** Of the watch over its silence, where that began before it spoke: not what came with its first record. */
    public double deadlineBytes() {
        Histogram.Count deadlines = loaded.classes().of(KEEPER + "Deadline");
        Histogram.Count queued = loaded.classes().of(KEEPER + "Due");
        long bytes = deadlines.bytes() + queued.bytes() + deadlines.instances() * BYTES_AROUND_DEADLINE;
        return (double) bytes / assets;
    }

    /** All that a live twin costs beside its part of the model. */
    public double twinBytes() {
        return wakingBytes() + deadlineBytes();
    }

    /** Of the twin alone: aggregators had their members already. */
    public Spread twinAlone() {
        return spread(life -> life.awake().growth(life.asleep(), assets));
    }

    public Spread spread(ToDoubleFunction<Life> figure) {
        return Spread.of(lives.stream().map(figure::applyAsDouble).toList());
    }

    public Spread recoveriesPerSecond() {
        return spread(life -> assets / life.secondsToWake());
    }
}
