package dev.muster.loadtest.latency;

import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.loadtest.harness.BenchModel;
import dev.muster.loadtest.latency.figure.QueryFigure;
import dev.muster.loadtest.latency.figure.Report;
import dev.muster.loadtest.latency.figure.ShareFigure;
import dev.muster.loadtest.latency.sight.RootEvents;
import dev.muster.loadtest.program.Machine;
import dev.muster.loadtest.program.Program;
import dev.muster.loadtest.service.NodePorts;
import dev.muster.loadtest.service.ServiceFailure;
import dev.muster.loadtest.service.ServiceSettings;
import dev.muster.loadtest.stack.LocalStack;
import dev.muster.loadtest.stack.StackSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

    private final LatencyOptions options;
    private final Program program;
    private final LocalStack stack;
    private final OneMuster muster;
    private final List<ShareFigure> shares = new ArrayList<>();

    private Latency(LatencyOptions options, Program program, LocalStack stack, OneMuster muster) {
        this.options = options;
        this.program = program;
        this.stack = stack;
        this.muster = muster;
    }

    public static void main(String[] arguments) {
        Program.end(arguments, (given, program) -> {
            LatencyOptions options = LatencyOptions.parse(given, program.project());
            return options.help()
                    ? program.help(LatencyOptions.USAGE)
                    : run(options, program, "./run latency " + String.join(" ", given));
        });
    }

    private static int run(LatencyOptions options, Program program, String command) {
        Path directory = options.directory()
                .resolve("latency-" + program.clock().instant().getEpochSecond());
        System.setProperty(
                "muster.run.log",
                directory.resolve("logs").resolve("latency.log").toString());
        String load = Machine.load();
        program.print("%,d assets in two hierarchies; data and logs in %s".formatted(options.assets(), directory));
        // Nobody is killed here: acknowledged writes are synced as in a replicated cluster.
        LocalStack stack = LocalStack.start(
                StackSettings.of(program.project(), directory)
                        .withPorts(StackSettings.Ports.FREE)
                        .withCommitLog(StackSettings.CommitLog.PERIODIC),
                program::print);
        Runtime.getRuntime().addShutdownHook(new Thread(stack::close, "stack-shutdown"));
        ServiceSettings settings = new ServiceSettings(
                program.project(),
                directory.resolve("logs").resolve("service.log"),
                stack.kafkaBootstrap(),
                stack.cassandraContactPoint(),
                NodePorts.freePort(),
                options.settings());
        try (OneMuster muster = OneMuster.start(settings, options.heapMib(), options.assets())) {
            int code = new Latency(options, program, stack, muster).run();
            program.out()
                    .println("`%s`; %s; load average %s before, %s after; heap of Muster %,d MiB; its settings %s"
                            .formatted(
                                    command.strip(),
                                    Machine.described(program.project()),
                                    load,
                                    Machine.load(),
                                    options.heapMib(),
                                    options.settings().isEmpty() ? "as shipped" : options.settings()));
            return code;
        }
    }

    private int run() {
        muster.load(program::print);
        int capacity = options.capacity();
        long readBefore = 0;
        if (capacity == 0 && options.needsCapacity()) {
            capacity = new CatchUp(muster, stack.kafkaBootstrap(), program.clock(), program::print)
                    .measure(options.assets());
            readBefore = CatchUp.recordsOfAll(options.assets());
        }
        program.print("Capacity: %,d records/s".formatted(capacity));
        // Higher than any before: of one millisecond, the higher one is the later one.
        long firstSequence = program.clock().millis() + CatchUp.records(options.assets());
        Fleet fleet = new Fleet(options.assets(), OneMuster.PARTITIONS, firstSequence);
        Optional<QueryFigure> queries = Optional.empty();
        try (Reporters reporters = new Reporters(fleet, stack.kafkaBootstrap(), program.clock())) {
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
        program.out().println();
        program.out().println("Capacity: %,d records/s, %s.".formatted(capacity, capacitySource()));
        program.out().println();
        Report.of(shares, queries).forEach(program.out()::println);
        boolean counts = shares.stream().allMatch(share -> share.objection().isEmpty())
                && queries.flatMap(QueryFigure::objection).isEmpty();
        return counts ? Program.OK : Program.FAILED;
    }

    private String capacitySource() {
        return options.capacity() > 0
                ? "as given"
                : options.needsCapacity() ? "measured just before by catching up" : "not needed";
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
        Map<String, Long> pids = new LinkedHashMap<>();
        pids.put("Muster", muster.pid());
        pids.put("Kafka", stack.kafka().pid());
        pids.put("Cassandra", stack.cassandra().pid());
        pids.put("this program", ProcessHandle.current().pid());
        return new Processors(pids);
    }
}
