package dev.muster.loadtest.scale;

import dev.muster.loadtest.fleet.FleetTypes;
import dev.muster.loadtest.program.Option;
import dev.muster.loadtest.program.Options;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the command line asks for.
 *
 * @param nodes sizes of the clusters, one after the other
 * @param rate samples a second of the whole fleet
 * @param window how long is measured, with traffic
 * @param failovers how often a node is killed, and one stopped
 * @param settings of every node, by key
 * @param directory where data and logs go
 */
record ScaleOptions(
        List<Integer> nodes,
        int units,
        int rate,
        Duration window,
        int failovers,
        long seed,
        Map<String, String> settings,
        Path directory,
        boolean help)
        implements Options {
    static final String USAGE = """
            Usage: ./run scale [OPTION]...
            Starts Kafka and Cassandra once, and then for each number of nodes a cluster of its own with a steady fleet. Measures what goes
            between the nodes, processor, memory and disk, with traffic and at rest, and how long a killed and a stopped node are missed.
            Prints tables in Markdown, and what two large fleets would need by these figures (docs/scaling.md). Ends with 1 when a
            total was not what the fleet sent: then no figure counts.

              --nodes A,B           sizes of clusters, 1 to 9 (1,3,5)
              --units N             size of the fleet, 40 to 20000 (2000)
              --rate N              samples a second, a third of the units to five times as many (1000)
              --seconds N           how long is measured, 10 to 3600 (60)
              --failovers N         how often a node is killed, and one stopped, 0 to 10 (1)
              --seed N              of the fleet (1)
              --set KEY=VALUE       a setting of every node; may be given again
              --dir DIR             where data and logs go (.muster/scale beside this script)
              --help                this text
            """;

    private static final int NODES_MAX = 9;
    private static final int UNITS_MIN = 40;
    private static final int UNITS_MAX = 20_000;
    private static final int REPORTS_PER_SECOND_MAX = 5;
    private static final int SECONDS_MIN = 10;
    private static final int SECONDS_MAX = 3_600;
    private static final int FAILOVERS_MAX = 10;

    /** With two reports of a unit before its values are stale, a late one is not missed. */
    private static final int INTERVAL_SECONDS_MAX = (int) FleetTypes.STALE_AFTER.toSeconds() / 2;

    ScaleOptions {
        nodes = List.copyOf(nodes);
        settings = Map.copyOf(settings);
    }

    /** From one report of a unit to its next. */
    Duration interval() {
        return Duration.ofNanos(1_000_000_000L * units / rate);
    }

    /** {@code project}: where the default directory is. {@link IllegalArgumentException} says in one line what was expected. */
    static ScaleOptions parse(List<String> arguments, Path project) {
        List<Integer> nodes = List.of(1, 3, 5);
        int units = 2_000;
        int rate = 1_000;
        int seconds = 60;
        int failovers = 1;
        int seed = 1;
        Map<String, String> settings = new TreeMap<>();
        Path directory = project.resolve(".muster").resolve("scale");
        boolean help = false;
        for (Option option : Option.in(arguments)) {
            switch (option.name()) {
                case "--nodes" -> nodes = option.distinct(text -> option.number(text, 1, NODES_MAX));
                case "--units" -> units = option.number(UNITS_MIN, UNITS_MAX);
                case "--rate" -> rate = option.number(1, UNITS_MAX * REPORTS_PER_SECOND_MAX);
                case "--seconds" -> seconds = option.number(SECONDS_MIN, SECONDS_MAX);
                case "--failovers" -> failovers = option.number(0, FAILOVERS_MAX);
                case "--seed" -> seed = option.number(1, Integer.MAX_VALUE);
                case "--set" -> option.putInto(settings);
                case "--dir" -> directory = option.directory();
                case "--help", "-h" -> help = option.flag();
                default -> throw option.unknown();
            }
        }
        if (rate > units * REPORTS_PER_SECOND_MAX || (long) rate * INTERVAL_SECONDS_MAX < units) {
            throw new IllegalArgumentException("Expected --rate from %d to %d with %d units but got %d"
                    .formatted(ceiling(units, INTERVAL_SECONDS_MAX), units * REPORTS_PER_SECOND_MAX, units, rate));
        }
        return new ScaleOptions(
                nodes, units, rate, Duration.ofSeconds(seconds), failovers, seed, settings, directory, help);
    }

    private static int ceiling(int dividend, int divisor) {
        return (dividend + divisor - 1) / divisor;
    }
}
