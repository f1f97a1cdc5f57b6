package dev.muster.loadtest.harness;

import dev.muster.loadtest.harness.figure.Contender;
import dev.muster.loadtest.program.Option;
import dev.muster.loadtest.program.Options;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the command line asks for.
 *
 * @param records of each round
 * @param warmUps rounds before, which do not count
 * @param rounds that count
 * @param contenders in the order of the enum
 * @param heapMib greatest heap of each Muster, and of Kafka Streams
 * @param settings of both Musters, by key
 * @param directory where data and logs go
 */
record ThroughputOptions(
        int assets,
        int records,
        int warmUps,
        int rounds,
        List<Contender> contenders,
        int heapMib,
        Map<String, String> settings,
        Path directory,
        boolean help)
        implements Options {
    static final String USAGE = """
            Usage: ./run throughput [OPTION]...
            Starts Kafka and Cassandra, and reads the same records, in turn and over several rounds, by a bare loop (consumer, Jackson,
            hash map), by Kafka Streams (latest per asset, sums and counts up two hierarchies), by Muster without history and by
            Muster complete. Prints medians, spread and ratios as tables in Markdown (docs/performance.md). Ends with 1 when
            somebody's totals were not those that were sent: that figure does not count and is not shown.

              --assets N            in leaf groups of 100, 100 to 100000 (2000)
              --records N           of each round, no fewer than assets, to 100000000 (1000000)
              --warm-ups N          rounds before those that count, 0 to 100 (5)
              --rounds N            that count, 1 to 100 (3)
              --contenders A,B      some of bare,streams,without-history,complete (all)
              --heap N              MiB of heap of each Muster and of Kafka Streams, 256 to 262144 (2048)
              --set KEY=VALUE       a setting of both Musters; may be given again
              --dir DIR             where data and logs go (.muster/throughput beside this script)
              --help                this text
            """;

    private static final int ASSETS_MIN = 100;
    private static final int ASSETS_MAX = 100_000;
    private static final int RECORDS_MAX = 100_000_000;
    private static final int ROUNDS_MAX = 100;
    private static final int HEAP_MIB_MIN = 256;
    private static final int HEAP_MIB_MAX = 262_144;

    ThroughputOptions {
        contenders = List.copyOf(contenders);
        settings = Map.copyOf(settings);
    }

    /** {@code project}: where the default directory is. {@link IllegalArgumentException} says in one line what was expected. */
    static ThroughputOptions parse(List<String> arguments, Path project) {
        int assets = 2_000;
        int records = 1_000_000;
        int warmUps = 5;
        int rounds = 3;
        List<Contender> contenders = List.of(Contender.values());
        int heapMib = 2_048;
        Map<String, String> settings = new TreeMap<>();
        Path directory = project.resolve(".muster").resolve("throughput");
        boolean help = false;
        for (Option option : Option.in(arguments)) {
            switch (option.name()) {
                case "--assets" -> assets = option.number(ASSETS_MIN, ASSETS_MAX);
                case "--records" -> records = option.number(1, RECORDS_MAX);
                case "--warm-ups" -> warmUps = option.number(0, ROUNDS_MAX);
                case "--rounds" -> rounds = option.number(1, ROUNDS_MAX);
                case "--contenders" ->
                    contenders =
                            option.distinct(Contender::of).stream().sorted().toList();
                case "--heap" -> heapMib = option.number(HEAP_MIB_MIN, HEAP_MIB_MAX);
                case "--set" -> option.putInto(settings);
                case "--dir" -> directory = option.directory();
                case "--help", "-h" -> help = option.flag();
                default -> throw option.unknown();
            }
        }
        if (records < assets) {
            throw new IllegalArgumentException(
                    "Expected --records to be no fewer than the %d assets but got %d".formatted(assets, records));
        }
        return new ThroughputOptions(assets, records, warmUps, rounds, contenders, heapMib, settings, directory, help);
    }
}
