package dev.muster.loadtest.memory;

import dev.muster.loadtest.memory.figure.EntityFinding;
import dev.muster.loadtest.memory.figure.Report;
import dev.muster.loadtest.memory.figure.TwinFinding;
import dev.muster.loadtest.program.Machine;
import dev.muster.loadtest.program.Program;
import dev.muster.loadtest.service.NodePorts;
import dev.muster.loadtest.service.ServiceSettings;
import dev.muster.loadtest.stack.LocalStack;
import dev.muster.loadtest.stack.StackSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The program behind {@code ./run memory}: what a live twin costs, and how fast twins wake, beside entities that are empty. Exit code 0:
 * all totals were what was sent, and all were awake who should be; 1: not, or it could not go on; 2: the command line.
 */
public final class Memory {
    /** Nobody falls asleep while the last one is still being woken. */
    static final String AWAKE_FOR = "1d";

    private final MemoryOptions options;
    private final Program program;
    private final Path directory;
    private final LocalStack stack;

    private Memory(MemoryOptions options, Program program, Path directory, LocalStack stack) {
        this.options = options;
        this.program = program;
        this.directory = directory;
        this.stack = stack;
    }

    public static void main(String[] arguments) {
        Program.end(arguments, (given, program) -> {
            MemoryOptions options = MemoryOptions.parse(given, program.project());
            return options.help() ? program.help(MemoryOptions.USAGE) : run(options, given, program);
        });
    }

    private static int run(MemoryOptions options, List<String> given, Program program) {
        Path directory = options.directory()
                .resolve("memory-" + program.clock().instant().getEpochSecond());
        System.setProperty(
                "muster.run.log",
                directory.resolve("logs").resolve("memory.log").toString());
        List<String> machine = List.of(
                "`%s`, with %d MiB of heap"
                        .formatted(("./run memory " + String.join(" ", given)).strip(), options.heapMib()),
                Machine.described(program.project()),
                "load average when it began: " + Machine.load());
        machine.forEach(program::print);
        program.print("Settings of Muster %s; data and logs in %s".formatted(options.settings(), directory));
        // Nobody is killed here: acknowledged writes are synced as in a replicated cluster.
        StackSettings settings = StackSettings.of(program.project(), directory)
                .withPorts(StackSettings.Ports.FREE)
                .withCommitLog(StackSettings.CommitLog.PERIODIC);
        program.print("Kafka with %d MiB of heap, Cassandra with %d MiB"
                .formatted(settings.heaps().kafkaMib(), settings.heaps().cassandraMib()));
        LocalStack stack = LocalStack.start(settings, program::print);
        Runtime.getRuntime().addShutdownHook(new Thread(stack::close, "stack-shutdown"));
        new Memory(options, program, directory, stack).run(machine);
        return Program.OK;
    }

    private void run(List<String> machine) {
        List<TwinFinding> twins = new ArrayList<>();
        for (int signals : options.signals()) {
            try (MusterTrial trial =
                    new MusterTrial(options, signals, muster(signals), program.clock(), program::print)) {
                twins.add(trial.run());
            }
        }
        EntityFinding entities = new EntityTrial(
                        options,
                        program.project(),
                        directory.resolve("logs"),
                        stack.cassandraContactPoint(),
                        program::print)
                .run();
        program.out().println();
        machine.forEach(line -> program.out().println("- " + line));
        program.out().println();
        Report.of(twins, entities).forEach(program.out()::println);
    }

    private ServiceSettings muster(int signals) {
        Map<String, String> settings = new TreeMap<>(options.settings());
        settings.putIfAbsent("muster.twin.passivate-after", AWAKE_FOR);
        return new ServiceSettings(
                program.project(),
                directory.resolve("logs").resolve("muster-" + signals + ".log"),
                stack.kafkaBootstrap(),
                stack.cassandraContactPoint(),
                NodePorts.freePort(),
                settings);
    }
}
