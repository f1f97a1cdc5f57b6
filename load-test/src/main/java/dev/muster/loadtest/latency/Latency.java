package dev.muster.loadtest.latency;

import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.loadtest.bench.Bench;
import dev.muster.loadtest.bench.BenchModel;
import dev.muster.loadtest.bench.OneMuster;
import dev.muster.loadtest.bench.Processors;
import dev.muster.loadtest.latency.figure.QueryFigure;
import dev.muster.loadtest.latency.figure.Report;
import dev.muster.loadtest.latency.figure.ShareFigure;
import dev.muster.loadtest.latency.sight.RootEvents;
import dev.muster.loadtest.program.Machine;
import dev.muster.loadtest.program.Program;
import dev.muster.loadtest.service.ServiceFailure;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * The program behind {@code ./run latency}. Exit code 0: all totals and answers were what they must be, and rates were kept; 1: they were
 * not, or it could not go on; 2: the command line.
 */
public final class Latency {
    /** The same questions each time. */
    private static final long SEED = 11;

    /** Until this program itself runs as fast as it can, and no longer. */
    private static final int WARM_UP_PERCENT = 50;

    private static final Duration READY_WITHIN = Duration.ofMinutes(3);

    private final LatencyOptions options;
    private final Bench bench;
    private final Program program;
    private final OneMuster muster;
    private final List<ShareFigure> shares = new ArrayList<>();

    private Latency(LatencyOptions options, Bench bench) {
        this.options = options;
        this.bench = bench;
        this.program = bench.program();
        this.muster = bench.start(bench.service("service", options.settings()), options.heapMib());
    }

    public static void main(String[] arguments) {
        Program.end("latency", arguments, LatencyOptions.USAGE, LatencyOptions::parse, Latency::run);
    }

    private static int run(LatencyOptions options, Program program) {
        Path directory = program.directoryFor(options);
        String load = Machine.load();
        program.print("%,d assets in two hierarchies; data and logs in %s".formatted(options.assets(), directory));
        int code = new Latency(options, Bench.start(program, directory)).run();
        program.show("`%s`; %s; load average %s before, %s after; heap of Muster %,d MiB; its settings %s"
                .formatted(
                        program.command(),
                        Machine.described(program.project()),
                        load,
                        Machine.load(),
                        options.heapMib(),
                        options.settings().isEmpty() ? "as shipped" : options.settings()));
        return code;
    }

    private int run() {
        muster.awaitReady(READY_WITHIN);
        muster.bring(options.assets(), BenchModel.SIGNALS, bench.directory().resolve("fleet.ndjson"));
        program.print("All %,d assets are in the model".formatted(options.assets()));
        int capacity = options.capacity();
        long readBefore = 0;
        if (capacity == 0 && options.needsCapacity()) {
            capacity = new CatchUp(muster, bench.kafka(), program.clock(), program::print).measure(options.assets());
            readBefore = CatchUp.recordsOfAll(options.assets());
        }
        program.print(told(capacity));
        // Higher than any before: of one millisecond, the higher one is the later one.
        long firstSequence = program.clock().millis() + CatchUp.records(options.assets());
        Fleet fleet = new Fleet(options.assets(), OneMuster.PARTITIONS, firstSequence);
        Optional<QueryFigure> queries = Optional.empty();
        try (Reporters reporters = new Reporters(fleet, bench.kafka(), muster.topic(), program.clock())) {
            Measurement measurement = new Measurement(muster, reporters, processors(), capacity, readBefore);
            measurement.begin();
            program.print("All %,d assets report".formatted(options.assets()));
            if (options.wants(LatencyOptions.Only.STEPS)) {
                steps(measurement);
            }
            if (options.wants(LatencyOptions.Only.QUERIES)
                    && shares.stream().allMatch(share -> share.wrong().isEmpty())) {
                queries = Optional.of(queries(measurement));
            }
        }
        program.report(List.of(told(capacity)));
        program.report(Report.of(shares, queries));
        boolean counts = shares.stream().allMatch(share -> share.objection().isEmpty())
                && queries.flatMap(QueryFigure::objection).isEmpty();
        return counts ? Program.OK : Program.FAILED;
    }

    private String told(int capacity) {
        return capacity == 0
                ? "Capacity: not needed."
                : "Capacity: %,d records/s, %s."
                        .formatted(
                                capacity, options.capacity() > 0 ? "as given" : "measured just before by catching up");
    }

    /** What comes after a wrong total would only repeat it. */
    private void steps(Measurement measurement) {
        try (RootEvents events =
                RootEvents.open(muster.uri(), GroupKey.root(BenchModel.HIERARCHIES.get(0)), BenchModel.POWER)) {
            if (!options.warmUp().isZero()) {
                ShareFigure warmUp = measurement.share(WARM_UP_PERCENT, options.warmUp(), events);
                warmUp.wrong().ifPresent(wrong -> {
                    throw new ServiceFailure(wrong);
                });
                program.print("Warmed up for %d s".formatted(options.warmUp().toSeconds()));
            }
            for (int percent : options.shares()) {
                ShareFigure share = measurement.share(percent, options.time(), events);
                shares.add(share);
                program.print("%d %% of capacity: %s"
                        .formatted(percent, share.objection().orElseGet(() -> share.all()
                                .told())));
                if (share.wrong().isPresent()) {
                    return;
                }
            }
        }
    }

    private QueryFigure queries(Measurement measurement) {
        Random random = new Random(SEED);
        Queries queries = new Queries(muster.uri(), new Questions(options.assets(), options.mix()), random);
        Duration warmUp = options.warmUp();
        if (!warmUp.isZero()) {
            // Not judged: what is wrong in it and stays so is found when it counts.
            measurement.queries(queries, options, warmUp);
            program.print("Asked for %d s to warm up".formatted(warmUp.toSeconds()));
        }
        QueryFigure figure = measurement.queries(queries, options, options.time());
        program.print("Questions: %s"
                .formatted(figure.objection()
                        .orElseGet(() -> figure.answers().all().told())));
        return figure;
    }

    private Processors processors() {
        return new Processors()
                .of("Muster", muster.pid())
                .of("Kafka", bench.stack().kafka().pid())
                .of("Cassandra", bench.stack().cassandra().pid())
                .of("this program", ProcessHandle.current().pid());
    }
}
