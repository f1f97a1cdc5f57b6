package dev.muster.loadtest.latency;

import dev.muster.loadtest.program.Option;
import dev.muster.loadtest.program.Options;
import dev.muster.loadtest.service.ServiceProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the command line asks for.
 *
 * @param capacity records a second; 0: to be measured first
 * @param shares of the capacity, in percent
 * @param time of each share, and of the questions
 * @param warmUp before the first share, and before the questions
 * @param queries a second
 * @param queryShare of the capacity, in percent, while questions are asked; 0: nobody reports meanwhile
 * @param mix how often the root, a group of the middle and a leaf group is asked about, by weight
 * @param heapMib greatest heap of Muster
 * @param settings of Muster, by key
 * @param directory where data and logs go
 */
record LatencyOptions(
        int assets,
        int capacity,
        List<Integer> shares,
        Duration time,
        Duration warmUp,
        int queries,
        int queryShare,
        List<Integer> mix,
        Only only,
        int heapMib,
        Map<String, String> settings,
        Path directory,
        boolean help)
        implements Options {
    /** What is measured. */
    enum Only {
        BOTH,
        STEPS,
        QUERIES
    }

    static final String USAGE = """
        Usage: ./run latency [OPTION]...
        Starts Kafka, Cassandra and one Muster, and measures how old the total at the root is: from just before a record is handed to
        the Kafka producer until an event of the root's live view (Server-Sent Events) has a total with it. Meanwhile the whole
        fleet reports at a share of the capacity. Then how fast questions for totals are answered, asked at an even rate and counted
        from when they were due. Prints tables in Markdown (docs/performance.md). Ends with 1 when a total or an answer was not what
        it must be, or the rate could not be kept: that figure does not count and is not shown.

          --assets N            in leaf groups of 100, of 200 beyond 900000; 100 to 1000000 (2000)
          --capacity N          records/s, what ./run throughput says of Muster complete, 100 to 10000000 (measured first)
          --shares A,B          of the capacity, in percent, 1 to 100 each (10,50,80)
          --seconds N           for each share and for questions, 1 to 86400 (60)
          --warm-up N           seconds before the first share and before questions, 0 to 3600 (30)
          --queries R           questions a second, 1 to 100000 (1000)
          --query-share P       of the capacity, in percent, while questions are asked; 0: nobody reports (50)
          --mix R,M,L           how often the root, a middle group and a leaf group is asked about, by weight, 0 to 100 each (1,1,1)
          --only steps|queries  one of the two
          --heap MIB            greatest heap of Muster, 256 to 262144 (%d)
          --set KEY=VALUE       a setting of Muster; may be given again
          --dir DIR             where data and logs go (.muster/latency beside this script)
          --help                this text
        """.formatted(ServiceProcess.HEAP_MIB);

    private static final int ASSETS_MIN = 100;
    private static final int ASSETS_MAX = 1_000_000;
    private static final int CAPACITY_MIN = 100;
    private static final int CAPACITY_MAX = 10_000_000;
    private static final int SECONDS_MAX = 86_400;
    private static final int WARM_UP_MAX = 3_600;
    private static final int QUERIES_MAX = 100_000;
    private static final int PERCENT_MAX = 100;
    private static final int WEIGHT_MAX = 100;
    private static final int HEAP_MIB_MIN = 256;
    private static final int HEAP_MIB_MAX = 262_144;
    private static final int LEVELS = 3;

    LatencyOptions {
        shares = List.copyOf(shares);
        mix = List.copyOf(mix);
        settings = Map.copyOf(settings);
    }

    /** {@code project}: where the default directory is. {@link IllegalArgumentException} says in one line what was expected. */
    static LatencyOptions parse(List<String> arguments, Path project) {
        int assets = 2_000;
        int capacity = 0;
        List<Integer> shares = List.of(10, 50, 80);
        int seconds = 60;
        int warmUp = 30;
        int queries = 1_000;
        int queryShare = 50;
        List<Integer> mix = List.of(1, 1, 1);
        Only only = Only.BOTH;
        int heapMib = ServiceProcess.HEAP_MIB;
        Map<String, String> settings = new TreeMap<>();
        Path directory = project.resolve(".muster").resolve("latency");
        boolean help = false;
        for (Option option : Option.in(arguments)) {
            switch (option.name()) {
                case "--assets" -> assets = option.number(ASSETS_MIN, ASSETS_MAX);
                case "--capacity" -> capacity = option.number(CAPACITY_MIN, CAPACITY_MAX);
                case "--shares" -> shares = option.list(text -> option.number(text, 1, PERCENT_MAX));
                case "--seconds" -> seconds = option.number(1, SECONDS_MAX);
                case "--warm-up" -> warmUp = option.number(0, WARM_UP_MAX);
                case "--queries" -> queries = option.number(1, QUERIES_MAX);
                case "--query-share" -> queryShare = option.number(0, PERCENT_MAX);
                case "--mix" -> mix = mix(option);
                case "--only" -> only = only(option.text());
                case "--heap" -> heapMib = option.number(HEAP_MIB_MIN, HEAP_MIB_MAX);
                case "--set" -> option.putInto(settings);
                case "--dir" -> directory = option.directory();
                case "--help", "-h" -> help = option.flag();
                default -> throw option.unknown();
            }
        }
        return new LatencyOptions(
                assets,
                capacity,
                shares,
                Duration.ofSeconds(seconds),
                Duration.ofSeconds(warmUp),
                queries,
                queryShare,
                mix,
                only,
                heapMib,
                settings,
                directory,
                help);
    }

    boolean wants(Only part) {
        return only == Only.BOTH || only == part;
    }

    /** Whether anything depends on the capacity. */
    boolean needsCapacity() {
        return wants(Only.STEPS) || queryShare > 0;
    }

    private static Only only(String text) {
        return switch (text) {
            case "steps" -> Only.STEPS;
            case "queries" -> Only.QUERIES;
            default ->
                throw new IllegalArgumentException(
                        "Expected steps or queries after --only but got '%s'".formatted(text));
        };
    }

    private static List<Integer> mix(Option option) {
        List<Integer> mix = option.list(text -> option.number(text, 0, WEIGHT_MAX));
        if (mix.size() != LEVELS || mix.stream().allMatch(weight -> weight == 0)) {
            throw new IllegalArgumentException(
                    "Expected %d weights after --mix, one of them above 0, but got %s".formatted(LEVELS, mix));
        }
        return mix;
    }
}
