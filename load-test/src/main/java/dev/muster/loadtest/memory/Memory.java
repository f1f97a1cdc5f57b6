package dev.muster.loadtest.memory;

import dev.muster.loadtest.bench.Bench;
import dev.muster.loadtest.memory.figure.Report;
import dev.muster.loadtest.memory.figure.TwinFinding;
import dev.muster.loadtest.program.Machine;
import dev.muster.loadtest.program.Program;
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
    private static final String AWAKE_FOR = "1d";

    private final MemoryOptions options;
    private final Bench bench;

    private Memory(MemoryOptions options, Bench bench) {
        this.options = options;
        this.bench = bench;
    }

    public static void main(String[] arguments) {
        Program.end("memory", arguments, MemoryOptions.USAGE, MemoryOptions::parse, Memory::run);
    }

    private static int run(MemoryOptions options, Program program) {
        Path directory = program.directoryFor(options);
        List<String> machine = List.of(
                "`%s`, with %d MiB of heap".formatted(program.command(), options.heapMib()),
                Machine.described(program.project()),
                "load average when it began: " + Machine.load());
        machine.forEach(program::print);
        program.print("Settings of Muster %s; data and logs in %s".formatted(options.settings(), directory));
        program.print(Bench.heaps());
        List<String> found = new Memory(options, Bench.start(program, directory)).run();
        program.report(machine.stream().map(line -> "- " + line).toList());
        program.report(found);
        return Program.OK;
    }

    private List<String> run() {
        List<TwinFinding> twins = new ArrayList<>();
        for (int signals : options.signals()) {
            try (MusterTrial trial = new MusterTrial(options, signals, bench)) {
                twins.add(trial.run());
            }
        }
        return Report.of(twins, new EntityTrial(options, bench).run());
    }

    /** What Muster and the entities beside it are asked for. */
    static Map<String, String> settings(MemoryOptions options) {
        Map<String, String> settings = new TreeMap<>(options.settings());
        settings.putIfAbsent("muster.twin.passivate-after", AWAKE_FOR);
        return settings;
    }
}
