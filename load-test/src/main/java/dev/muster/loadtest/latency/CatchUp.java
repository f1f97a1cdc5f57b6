package dev.muster.loadtest.latency;

import dev.muster.loadtest.bench.BenchModel;
import dev.muster.loadtest.bench.Groups;
import dev.muster.loadtest.bench.HeldRecords;
import dev.muster.loadtest.bench.OneMuster;
import dev.muster.loadtest.bench.RootTotal;
import dev.muster.loadtest.bench.Round;
import dev.muster.loadtest.bench.figure.Spread;
import dev.muster.loadtest.service.ServiceFailure;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * What the node takes at most: it reads records that Kafka has already, as {@code ./run throughput} has them read, and the median of some
 * rounds counts.
 */
final class CatchUp {
    /** After one, code that runs often was still being compiled. */
    private static final int WARM_UPS = 2;

    private static final int ROUNDS = 3;
    private static final int RECORDS_MIN = 300_000;

    private final OneMuster muster;
    private final String bootstrapServers;
    private final Clock clock;
    private final Consumer<String> print;

    CatchUp(OneMuster muster, String bootstrapServers, Clock clock, Consumer<String> print) {
        this.muster = muster;
        this.bootstrapServers = bootstrapServers;
        this.clock = clock;
        this.print = print;
    }

    /** So many of each asset at most. */
    static int records(int assets) {
        return Math.max(RECORDS_MIN, assets);
    }

    /** All records of all rounds. */
    static long recordsOfAll(int assets) {
        return (long) records(assets) * (WARM_UPS + ROUNDS);
    }

    /** In records a second; {@link ServiceFailure}: totals were not as sent. */
    int measure(int assets) {
        int records = records(assets);
        List<Double> rates = new ArrayList<>();
        try (Groups groups = new Groups(bootstrapServers);
                HeldRecords held = new HeldRecords(bootstrapServers, "latency", OneMuster.PARTITIONS)) {
            for (int number = 1 - WARM_UPS; number <= ROUNDS; number++) {
                RootTotal expected = BenchModel.total(assets, records, number);
                List<Long> ends =
                        held.hold(muster.topic(), BenchModel.records(assets, records, number, clock.instant()));
                long started = System.nanoTime();
                held.release();
                boolean shown = muster.read(new Round(records, ends, expected), groups, "Muster");
                double rate = records / ((System.nanoTime() - started) / 1e9);
                if (!shown) {
                    throw new ServiceFailure("Expected %s at both roots but they show %s"
                            .formatted(expected, muster.roots().told()));
                }
                print.accept("%s: caught up with %,d records at %,.0f/s"
                        .formatted(number <= 0 ? "warm-up" : "round " + number, records, rate));
                if (number > 0) {
                    rates.add(rate);
                }
            }
        }
        return Math.toIntExact(Math.round(Spread.of(rates).median()));
    }
}
