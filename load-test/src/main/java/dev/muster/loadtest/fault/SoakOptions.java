package dev.muster.loadtest.fault;

import dev.muster.loadtest.program.Option;
import dev.muster.loadtest.program.Options;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What the command line asks for.
 *
 * @param seed of everything that is chosen: which fault, which node, which unit is told what
 * @param lasts no fault begins afterwards
 * @param directory where data and logs go
 */
record SoakOptions(int nodes, long seed, Duration lasts, List<Fault> faults, int units, Path directory, boolean help)
        implements Options {
    static final String USAGE = """
            Usage: ./run soak [OPTION]...
            Starts Kafka, Cassandra and several nodes of Muster on this machine, breaks them again and again under constant
            telemetry and commands, and checks that Muster was right all the time. Ends with 1 when it was not (docs/faults.md).

              --nodes N             1 to 9 (5)
              --seed N              the same seed brings the same faults in the same order (1)
              --minutes M           no fault begins afterwards, 1 to 10000 (30)
              --faults A,B          only these, of: %s
              --units N             size of the fleet, 20 to 5000 (240)
              --dir DIR             where data and logs go (.muster/soak beside this script)
              --help                this text
            """.formatted(Fault.titles());

    private static final int NODES_MAX = 9;
    private static final int MINUTES_MAX = 10_000;
    private static final int UNITS_MIN = 20;
    private static final int UNITS_MAX = 5_000;

    SoakOptions {
        faults = List.copyOf(faults);
    }

    /** {@code project}: where the default directory is. {@link IllegalArgumentException} says in one line what was expected. */
    static SoakOptions parse(List<String> arguments, Path project) {
        int nodes = 5;
        long seed = 1;
        int minutes = 30;
        int units = 240;
        List<Fault> faults = List.of(Fault.values());
        Path directory = project.resolve(".muster").resolve("soak");
        boolean help = false;
        for (Option option : Option.in(arguments)) {
            switch (option.name()) {
                case "--nodes" -> nodes = option.number(1, NODES_MAX);
                case "--seed" -> seed = option.number(1, Integer.MAX_VALUE);
                case "--minutes" -> minutes = option.number(1, MINUTES_MAX);
                case "--units" -> units = option.number(UNITS_MIN, UNITS_MAX);
                case "--faults" -> faults = option.list(SoakOptions::fault);
                case "--dir" -> directory = option.directory();
                case "--help", "-h" -> help = option.flag();
                default -> throw option.unknown();
            }
        }
        int size = nodes;
        if (faults.stream().noneMatch(fault -> fault.nodesMin() <= size)) {
            throw new IllegalArgumentException("Expected a fault that %d nodes can take but got %s"
                    .formatted(nodes, faults.stream().map(Fault::title).toList()));
        }
        return new SoakOptions(nodes, seed, Duration.ofMinutes(minutes), faults, units, directory, help);
    }

    private static Fault fault(String title) {
        return Fault.of(title)
                .orElseThrow(() -> new IllegalArgumentException(
                        "Expected faults of %s but got '%s'".formatted(Fault.titles(), title)));
    }
}
