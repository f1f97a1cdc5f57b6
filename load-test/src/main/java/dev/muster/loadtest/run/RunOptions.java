package dev.muster.loadtest.run;

import dev.muster.loadtest.fleet.SimulatedFleet;
import dev.muster.loadtest.program.Option;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What the command line asks for.
 *
 * @param directory data and logs; made when absent
 * @param data replayed instead of the simulated fleet
 * @param units of the simulated fleet
 * @param nodes of Muster; the first one listens on {@code httpPort}, the others on free ports
 */
record RunOptions(
        Mode mode,
        int httpPort,
        int kafkaPort,
        int cassandraPort,
        Path directory,
        int units,
        Optional<Path> data,
        int nodes) {
    enum Mode {
        STORY,
        HELP
    }

    static final String USAGE = """
            Usage: ./run [OPTION]...
                   ./run device KAFKA SOURCE FILE   a small device to begin with (load-test/README.md)
                   ./run backup --to DIR, ./run restore --from DIR   (docs/operations.md, or with --help)
                   ./run soak [OPTION]...           breaks several nodes on purpose, and checks them (docs/faults.md)
                   ./run upgrade --from DIR         replaces nodes of another build by this one's, and checks them (docs/operations.md)
                   ./run scale [OPTION]...          measures what a sample costs on several nodes (docs/scaling.md)
                   ./run throughput [OPTION]...     measures Muster beside a bare loop and Kafka Streams (docs/performance.md)
                   ./run latency [OPTION]...        measures how old a total is, and how fast questions are answered (docs/performance.md)
                   ./run memory [OPTION]...         measures what a live twin takes, and how soon twins wake (docs/performance.md)
                   ./run load [SUBJECT]...          puts load on the API with Gatling (load-test/README.md)
                   ./run jmh [PATTERN]              measures single steps (docs/performance.md)
                   ./run growth [OPTION]...         measures how their cost grows (docs/performance.md)
            Starts Kafka, Cassandra and Muster on this machine, loads a fleet and shows what Muster makes of it.
            Runs until Ctrl-C. The data stay in the directory and are there again at the next start.

              --data DIR            replay this directory of CSV files instead of the simulated fleet
              --units N             size of the fleet, %d to %d (%d)
              --nodes N             nodes of Muster, %d to %d (1); each can be killed, the others go on
              --port PORT           Muster's HTTP port (8080)
              --kafka-port PORT     (9092)
              --cassandra-port PORT (9042)
              --dir DIR             where data and logs go (.muster beside this script)
              --help                this text
            """.formatted(
                    SimulatedFleet.UNITS_MIN,
                    SimulatedFleet.UNITS_MAX,
                    SimulatedFleet.UNITS_DEFAULT,
                    RunOptions.NODES_MIN,
                    RunOptions.NODES_MAX);

    private static final int NODES_MIN = 1;
    private static final int NODES_MAX = 9;
    private static final int PORT_MAX = 65_535;

    /** {@code project}: where the default directory is. {@link IllegalArgumentException} says in one line what was expected. */
    static RunOptions parse(List<String> arguments, Path project) {
        Mode mode = Mode.STORY;
        int httpPort = 8080;
        int kafkaPort = 9092;
        int cassandraPort = 9042;
        Path directory = project.resolve(".muster");
        int units = SimulatedFleet.UNITS_DEFAULT;
        Path data = null;
        int nodes = NODES_MIN;
        for (Option option : Option.in(arguments)) {
            switch (option.name()) {
                case "--port" -> httpPort = option.number(1, PORT_MAX);
                case "--kafka-port" -> kafkaPort = option.number(1, PORT_MAX);
                case "--cassandra-port" -> cassandraPort = option.number(1, PORT_MAX);
                case "--dir" -> directory = option.directory();
                case "--units" -> units = option.number(SimulatedFleet.UNITS_MIN, SimulatedFleet.UNITS_MAX);
                case "--data" -> data = option.directory();
                case "--nodes" -> nodes = option.number(NODES_MIN, NODES_MAX);
                case "--help", "-h" -> mode = option.flag() ? Mode.HELP : mode;
                default -> throw option.unknown();
            }
        }
        if (IntStream.of(httpPort, kafkaPort, cassandraPort).distinct().count() < 3) {
            throw new IllegalArgumentException("Expected three different ports but got %d, %d and %d"
                    .formatted(httpPort, kafkaPort, cassandraPort));
        }
        return new RunOptions(
                mode, httpPort, kafkaPort, cassandraPort, directory, units, Optional.ofNullable(data), nodes);
    }
}
