package dev.muster.loadtest.run;

import dev.muster.loadtest.fleet.SimulatedFleet;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the command line asks for.
 *
 * @param directory data and logs; made when absent
 * @param data replayed instead of the simulated fleet
 * @param units of the simulated fleet, or of the measured one
 * @param records of each round of the throughput measurement
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
        int records,
        int nodes) {
    enum Mode {
        STORY,
        THROUGHPUT,
        HELP
    }

    static final String USAGE = """
            Usage: ./run [OPTION]...
                   ./run device KAFKA SOURCE FILE   a small device to begin with (load-test/README.md)
                   ./run backup --to DIR, ./run restore --from DIR   (docs/operations.md, or with --help)
                   ./run soak [OPTION]...           breaks several nodes on purpose, and checks them (docs/faults.md)
                   ./run upgrade --from DIR         replaces nodes of another build by this one's, and checks them (docs/operations.md)
                   ./run scale [OPTION]...          measures what a sample costs on several nodes (docs/scaling.md)
            Starts Kafka, Cassandra and Muster on this machine, loads a fleet and shows what Muster makes of it.
            Runs until Ctrl-C. The data stay in the directory and are there again at the next start.

              --data DIR            replay this directory of CSV files instead of the simulated fleet
              --units N             size of the fleet, %d to %d (%d; with --throughput 2000)
              --nodes N             nodes of Muster, %d to %d (1); each can be killed, the others go on
              --port PORT           Muster's HTTP port (8080)
              --kafka-port PORT     (9092)
              --cassandra-port PORT (9042)
              --dir DIR             where data and logs go (.muster beside this script)
              --throughput          measure Muster against a bare consumer loop, then end
              --records N           records per round of that, 10000 to 100000000 (300000)
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
    private static final int MEASURED_UNITS_DEFAULT = 2_000;
    private static final int RECORDS_MIN = 10_000;
    private static final int RECORDS_MAX = 100_000_000;

    /** {@code project}: where the default directory is. Throws {@link BadOption}. */
    static RunOptions parse(List<String> arguments, Path project) {
        Draft draft = new Draft(project.resolve(".muster"));
        Iterator<String> rest = arguments.iterator();
        while (rest.hasNext()) {
            String argument = rest.next();
            int equals = argument.startsWith("--") ? argument.indexOf('=') : -1;
            String option = equals < 0 ? argument : argument.substring(0, equals);
            draft.take(option, new Value(option, equals < 0 ? null : argument.substring(equals + 1), rest));
        }
        return draft.options();
    }

    /** What stands after an option, joined by {@code =} or as the next argument. */
    private record Value(String option, @Nullable String joined, Iterator<String> rest) {
        String text() {
            if (joined != null) {
                return joined;
            }
            if (!rest.hasNext()) {
                throw new BadOption("Expected a value after " + option);
            }
            return rest.next();
        }

        void none() {
            if (joined != null) {
                throw new BadOption("Expected no value after %s but got '%s'".formatted(option, joined));
            }
        }

        int number(int min, int max) {
            String text = text();
            try {
                int number = Integer.parseInt(text);
                if (number >= min && number <= max) {
                    return number;
                }
            } catch (NumberFormatException e) {
                // Answered below, as a number out of range is.
            }
            throw new BadOption(
                    "Expected a whole number from %d to %d after %s but got '%s'".formatted(min, max, option, text));
        }

        Path path() {
            String text = text();
            try {
                if (!text.isBlank()) {
                    return Path.of(text).toAbsolutePath().normalize();
                }
            } catch (InvalidPathException e) {
                // Answered below, as a blank one is.
            }
            throw new BadOption("Expected a directory after %s but got '%s'".formatted(option, text));
        }
    }

    private static final class Draft {
        private Mode mode = Mode.STORY;
        private int httpPort = 8080;
        private int kafkaPort = 9092;
        private int cassandraPort = 9042;
        private Path directory;
        private @Nullable Integer units;
        private @Nullable Path data;
        private int records = 300_000;
        private int nodes = NODES_MIN;

        Draft(Path directory) {
            this.directory = directory;
        }

        void take(String option, Value value) {
            switch (option) {
                case "--port" -> httpPort = value.number(1, PORT_MAX);
                case "--kafka-port" -> kafkaPort = value.number(1, PORT_MAX);
                case "--cassandra-port" -> cassandraPort = value.number(1, PORT_MAX);
                case "--dir" -> directory = value.path();
                case "--units" -> units = value.number(SimulatedFleet.UNITS_MIN, SimulatedFleet.UNITS_MAX);
                case "--data" -> data = value.path();
                case "--records" -> records = value.number(RECORDS_MIN, RECORDS_MAX);
                case "--nodes" -> nodes = value.number(NODES_MIN, NODES_MAX);
                case "--throughput" -> {
                    value.none();
                    mode = Mode.THROUGHPUT;
                }
                case "--help", "-h" -> {
                    value.none();
                    mode = Mode.HELP;
                }
                default ->
                    throw new BadOption("Expected one of the options that --help lists but got '%s'".formatted(option));
            }
        }

        RunOptions options() {
            if (Arrays.stream(new int[] {httpPort, kafkaPort, cassandraPort})
                            .distinct()
                            .count()
                    < 3) {
                throw new BadOption("Expected three different ports but got %d, %d and %d"
                        .formatted(httpPort, kafkaPort, cassandraPort));
            }
            if (mode == Mode.THROUGHPUT && nodes > NODES_MIN) {
                throw new BadOption("Expected one node with --throughput but got %d".formatted(nodes));
            }
            int byDefault = mode == Mode.THROUGHPUT ? MEASURED_UNITS_DEFAULT : SimulatedFleet.UNITS_DEFAULT;
            return new RunOptions(
                    mode,
                    httpPort,
                    kafkaPort,
                    cassandraPort,
                    directory,
                    units == null ? byDefault : units,
                    Optional.ofNullable(data),
                    records,
                    nodes);
        }
    }
}
