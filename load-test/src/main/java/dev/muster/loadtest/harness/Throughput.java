package dev.muster.loadtest.harness;

import dev.muster.loadtest.bench.Bench;
import dev.muster.loadtest.bench.Groups;
import dev.muster.loadtest.bench.HeldRecords;
import dev.muster.loadtest.bench.OneMuster;
import dev.muster.loadtest.harness.figure.Contender;
import dev.muster.loadtest.harness.figure.Report;
import dev.muster.loadtest.program.Program;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The program behind {@code ./run throughput}: the same records, read by those who would do more and more with them, on the same cores.
 * Exit code 0: all totals were what was sent; 1: one was not, or it could not go on; 2: the command line.
 */
public final class Throughput {
    private final ThroughputOptions options;
    private final Bench bench;
    private final Program program;
    private final Groups groups;

    private Throughput(ThroughputOptions options, Bench bench) {
        this.options = options;
        this.bench = bench;
        this.program = bench.program();
        this.groups = new Groups(bench.kafka());
    }

    public static void main(String[] arguments) {
        Program.end("throughput", arguments, ThroughputOptions.USAGE, ThroughputOptions::parse, Throughput::run);
    }

    private static int run(ThroughputOptions options, Program program) {
        Path directory = program.directoryFor(options);
        program.print(
                "%,d records of 3 signals, one of them summed, a round; %,d assets in two hierarchies; %d rounds after %d that warm up"
                        .formatted(options.records(), options.assets(), options.rounds(), options.warmUps()));
        program.print("Settings of Muster %s; %d processors; data and logs in %s"
                .formatted(options.settings(), Runtime.getRuntime().availableProcessors(), directory));
        program.print(Bench.heaps() + " and its commit log synced every 100 ms");
        return new Throughput(options, Bench.start(program, directory)).run();
    }

    private int run() {
        List<Runner> runners = new ArrayList<>();
        try (HeldRecords records = new HeldRecords(bench.kafka(), "throughput", OneMuster.PARTITIONS)) {
            for (Contender contender : options.contenders()) {
                runners.add(start(contender));
                program.print("%s is ready".formatted(contender.title()));
            }
            Processes processes = new Processes(
                    bench.stack().kafka().pid(), bench.stack().cassandra().pid(), runners);
            Match match = new Match(runners, records, processes, program.clock(), program::print);
            match.play(options);
            Map<Contender, String> heaps = new EnumMap<>(Contender.class);
            runners.forEach(runner -> heaps.put(runner.contender(), runner.heap()));
            program.report(Report.of(match.turns(), match.failures(), heaps));
            return match.failures().isEmpty() ? Program.OK : Program.FAILED;
        } finally {
            runners.forEach(Runner::close);
            groups.close();
        }
    }

    private Runner start(Contender contender) {
        return switch (contender) {
            case BARE -> {
                String topic = "telemetry-throughput-bare";
                groups.create(topic, OneMuster.PARTITIONS);
                yield new BareLoop(BareLoop.consumer(bench.kafka()), topic, OneMuster.PARTITIONS);
            }
            case STREAMS -> StreamsRunner.start(bench, options, groups);
            case WITHOUT_HISTORY, COMPLETE -> MusterRunner.start(contender, bench, options, groups);
        };
    }
}
