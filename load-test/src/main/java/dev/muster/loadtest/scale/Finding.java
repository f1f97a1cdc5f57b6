package dev.muster.loadtest.scale;

import dev.muster.loadtest.fault.check.Recovery;
import dev.muster.loadtest.scale.Meter.Memory;
import dev.muster.loadtest.scale.sizing.Assumptions;
import dev.muster.loadtest.scale.sizing.Measured;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * What was found of a cluster of one size.
 *
 * @param busy while the fleet reported
 * @param idle without a sample, afterwards
 * @param asleep before any sample, the model in memory
 * @param awake after {@code busy}, all twins in memory
 * @param disk what all that was sent takes
 * @param records that were sent, and {@code samples} of them
 */
record Finding(
        int nodes,
        int units,
        Window busy,
        Window idle,
        List<Memory> asleep,
        List<Memory> awake,
        DiskUse disk,
        long records,
        long samples,
        List<Recovery> kills,
        List<Recovery> stops) {
    Finding {
        asleep = List.copyOf(asleep);
        awake = List.copyOf(awake);
        kills = List.copyOf(kills);
        stops = List.copyOf(stops);
    }

    double kafkaBytes() {
        return (double) disk.kafka() / records;
    }

    double rowBytes() {
        return (double) disk.cassandra() / samples;
    }

    /** On all nodes together; with whatever else came into memory meanwhile, so rather too much. */
    double twinBytes() {
        return (sum(awake, Memory::live) - sum(asleep, Memory::live)) / (double) units;
    }

    double residentPerNode() {
        return sum(awake, Memory::resident) / (double) nodes;
    }

    double livePerNode() {
        return sum(awake, Memory::live) / (double) nodes;
    }

    Measured measured() {
        double base = sum(asleep, Memory::live) / (double) nodes - units * Assumptions.DOCUMENTED.modelBytes();
        return new Measured(
                nodes,
                1_000 * busy.marginalPerSample(idle, Window.millis(Window::nodes)),
                idle.perSecond(Window.millis(Window::nodes)) / 1_000 / nodes,
                1_000 * busy.marginalPerSample(idle, Window.millis(Window::kafka)),
                1_000 * busy.marginalPerSample(idle, Window.millis(Window::cassandra)),
                busy.marginalPerSample(idle, Window::messages),
                busy.marginalPerSample(idle, Window::bytes),
                idle.perSecond(Window::bytes) / nodes,
                kafkaBytes(),
                rowBytes(),
                twinBytes(),
                base);
    }

    private static long sum(List<Memory> nodes, ToLongFunction<Memory> what) {
        return nodes.stream().mapToLong(what).sum();
    }
}
