package dev.muster.loadtest.harness;

import dev.muster.loadtest.harness.figure.Contender;
import dev.muster.loadtest.harness.figure.Report;
import dev.muster.loadtest.program.Program;
import dev.muster.loadtest.service.NodePorts;
import dev.muster.loadtest.service.ServiceSettings;
import dev.muster.loadtest.stack.LocalStack;
import dev.muster.loadtest.stack.StackSettings;
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
    /** As Muster makes its topic of telemetry. */
    private static final int PARTITIONS = 12;

    private final ThroughputOptions options;
    private final Program program;
    private final Path directory;
    private final LocalStack stack;
    private final Groups groups;

    private Throughput(ThroughputOptions options, Program program, Path directory, LocalStack stack) {
        this.options = options;
        this.program = program;
        this.directory = directory;
        this.stack = stack;
        this.groups = new Groups(stack.kafkaBootstrap());
    }

    public static void main(String[] arguments) {
        Program.end(arguments, (given, program) -> {
            ThroughputOptions options = ThroughputOptions.parse(given, program.project());
            return options.help() ? program.help(ThroughputOptions.USAGE) : run(options, program);
        });
    }

    private static int run(ThroughputOptions options, Program program) {
        Path directory = options.directory()
                .resolve("throughput-" + program.clock().instant().getEpochSecond());
        System.setProperty(
                "muster.run.log",
                directory.resolve("logs").resolve("throughput.log").toString());
        program.print(
                "%,d records of 3 signals, one of them summed, a round; %,d assets in two hierarchies; %d rounds after %d that warm up"
                        .formatted(options.records(), options.assets(), options.rounds(), options.warmUps()));
        program.print("Settings of Muster %s; %d processors; data and logs in %s"
                .formatted(options.settings(), Runtime.getRuntime().availableProcessors(), directory));
        // Nobody is killed here: acknowledged writes are synced as in a replicated cluster.
        StackSettings settings = StackSettings.of(program.project(), directory)
                .withPorts(StackSettings.Ports.FREE)
                .withCommitLog(StackSettings.CommitLog.PERIODIC);
        program.print("Kafka with %d MiB of heap, Cassandra with %d MiB and its commit log synced every 100 ms"
                .formatted(settings.heaps().kafkaMib(), settings.heaps().cassandraMib()));
        LocalStack stack = LocalStack.start(settings, program::print);
        Runtime.getRuntime().addShutdownHook(new Thread(stack::close, "stack-shutdown"));
        return new Throughput(options, program, directory, stack).run();
    }

    private int run() {
        List<Runner> runners = new ArrayList<>();
        try (HeldRecords records = new HeldRecords(stack.kafkaBootstrap(), "throughput", PARTITIONS)) {
            for (Contender contender : options.contenders()) {
                runners.add(start(contender));
                program.print("%s is ready".formatted(contender.title()));
            }
            Processes processes =
                    new Processes(stack.kafka().pid(), stack.cassandra().pid(), runners);
            Match match = new Match(runners, records, processes, program.clock(), program::print);
            match.play(options);
            Map<Contender, String> heaps = new EnumMap<>(Contender.class);
            runners.forEach(runner -> heaps.put(runner.contender(), runner.heap()));
            program.out().println();
            Report.of(match.turns(), match.failures(), heaps).forEach(program.out()::println);
            return match.failures().isEmpty() ? Program.OK : Program.FAILED;
        } finally {
            runners.forEach(Runner::close);
            groups.close();
        }
    }

    private Runner start(Contender contender) {
        String kafka = stack.kafkaBootstrap();
        return switch (contender) {
            case BARE -> {
                String topic = "telemetry-throughput-bare";
                groups.create(topic, PARTITIONS);
                yield new BareLoop(BareLoop.consumer(kafka), topic, PARTITIONS);
            }
            case STREAMS ->
                StreamsRunner.start(program.project(), directory, kafka, options.assets(), PARTITIONS, groups);
            case WITHOUT_HISTORY, COMPLETE ->
                MusterRunner.start(contender, muster(contender), options.assets(), groups);
        };
    }

    private ServiceSettings muster(Contender contender) {
        return new ServiceSettings(
                program.project(),
                directory.resolve("logs").resolve(contender.id() + ".log"),
                stack.kafkaBootstrap(),
                stack.cassandraContactPoint(),
                NodePorts.freePort(),
                options.settings());
    }
}
