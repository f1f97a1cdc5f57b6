package dev.muster.loadtest.latency;

import dev.muster.assetmodel.telemetry.Sample;
import dev.muster.assetmodel.type.FixedPoint;
import dev.muster.loadtest.bench.BenchModel;
import dev.muster.loadtest.bench.RootTotal;
import dev.muster.loadtest.latency.sight.Steps;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.common.utils.Utils;

/**
 * Who reports what. Most assets say the same power again and again, so that they make work and never move a total; a few probes go up by
 * one step at a time, so that a total tells how many steps are in it. The others are for one thread, each probe is for one.
 */
final class Fleet {
    private static final int PROBES_MAX = 10;

    private final int assets;
    private final long firstSequence;
    private final List<Integer> probes;
    private final int[] others;
    private final long[] steps;
    private long turns;

    /** {@code firstSequence}: nobody has sent one so high before. */
    Fleet(int assets, int partitions, long firstSequence) {
        this.assets = assets;
        this.firstSequence = firstSequence;
        this.probes = probes(assets, partitions);
        Set<Integer> probing = Set.copyOf(probes);
        this.others = IntStream.range(0, assets)
                .filter(asset -> !probing.contains(asset))
                .toArray();
        this.steps = new long[probes.size()];
    }

    /** All over the fleet, so that their groups differ, and each in a partition of its own as long as there are some. */
    private static List<Integer> probes(int assets, int partitions) {
        int count = Math.min(PROBES_MAX, partitions);
        Set<Integer> taken = new HashSet<>();
        List<Integer> probes = new ArrayList<>();
        int stride = assets / count;
        for (int from = 0; probes.size() < count; from += stride) {
            int asset = from;
            while (asset < from + stride - 1 && taken.contains(partition(asset, partitions))) {
                asset++;
            }
            taken.add(partition(asset, partitions));
            probes.add(asset);
        }
        return probes;
    }

    /** As Kafka's own partitioner has it. */
    static int partition(int asset, int partitions) {
        Sample any = BenchModel.sample(asset, 0, Instant.EPOCH, 0, 0);
        return Utils.toPositive(Utils.murmur2(any.source().value().getBytes(StandardCharsets.UTF_8))) % partitions;
    }

    List<Integer> probes() {
        return probes;
    }

    /** How many report so that nothing moves. */
    int others() {
        return others.length;
    }

    /** What the next one of the others says: one after the other, again and again. */
    Sample next(Instant now) {
        int asset = others[(int) (turns % others.length)];
        long sequence = firstSequence + turns / others.length;
        int variation = (int) (turns % Integer.MAX_VALUE);
        turns++;
        return BenchModel.sample(asset, sequence, now, power(asset), variation);
    }

    /** What a probe says before its first step, or again. */
    Sample standing(int probe, Instant now) {
        return BenchModel.sample(
                probes.get(probe), firstSequence + steps[probe], now, (double) steps[probe], (int) steps[probe]);
    }

    /** One step up. */
    Sample step(int probe, Instant now) {
        steps[probe]++;
        return standing(probe, now);
    }

    /** What must stand at each root once all have reported, and all steps are there. */
    RootTotal total() {
        long micros = 0;
        for (int asset : others) {
            micros += FixedPoint.toMicros(power(asset));
        }
        for (long step : steps) {
            micros += step * Steps.MICROS;
        }
        return new RootTotal(micros, assets);
    }

    private static double power(int asset) {
        return 0.5 + asset % 8 / 2.0;
    }
}
