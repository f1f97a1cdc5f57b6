package dev.muster.loadtest.memory;

import dev.muster.loadtest.program.Option;
import dev.muster.loadtest.program.Options;
import dev.muster.loadtest.service.ServiceProcess;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the command line asks for.
 *
 * @param signals of an asset; for each number a Muster of its own
 * @param rounds restarts of each, after which all are woken again
 * @param heapMib greatest heap of Muster, and of the empty entities beside it
 * @param settings of Muster and of the empty entities, by key
 * @param directory where data and logs go
 */
record MemoryOptions(
        int assets,
        List<Integer> signals,
        int rounds,
        int heapMib,
        Map<String, String> settings,
        Path directory,
        boolean help)
        implements Options {
    static final String USAGE = """
            Usage: ./run memory [OPTION]...
            Starts Kafka, Cassandra and one Muster, loads a model in two hierarchies, wakes every twin by a sample, restarts Muster and
            wakes them again; then does the same with empty sharded event-sourced entities. Prints heap per live twin beside heap
            per empty entity, how soon totals are complete after a restart, and how many wake in a second, as tables in
            Markdown (docs/performance.md). Ends with 1 when a total was not what was sent, or somebody was not awake who should be.

              --assets N            100 to 1000000 (100000)
              --signals A,B         signals of an asset, one of them summed; measured for each, 1 to 100 (1,10)
              --rounds N            restarts of each, 0 to 20; 0: heap and first waking only (2)
              --heap MIB            greatest heap of Muster and of the empty entities, 256 to 30000 (1024, and 12 KiB for each asset)
              --set KEY=VALUE       a setting of Muster and of the entities; may be given again
              --dir DIR             where data and logs go (.muster/memory beside this script)
              --help                this text
            """;

    private static final int ASSETS_MIN = 100;
    private static final int ASSETS_MAX = 1_000_000;
    private static final int SIGNALS_MAX = 100;
    private static final int ROUNDS_MAX = 20;
    private static final int HEAP_MIB_MIN = 256;
    /** Beyond it references take twice the room, and figures say nothing of smaller heaps. */
    private static final int HEAP_MIB_MAX = 30_000;

    private static final int KIB_PER_ASSET = 12;

    MemoryOptions {
        signals = List.copyOf(signals);
        settings = Map.copyOf(settings);
    }

    /** {@code project}: where the default directory is. {@link IllegalArgumentException} says in one line what was expected. */
    static MemoryOptions parse(List<String> arguments, Path project) {
        int assets = 100_000;
        List<Integer> signals = List.of(1, 10);
        int rounds = 2;
        int heapMib = 0;
        Map<String, String> settings = new TreeMap<>();
        Path directory = project.resolve(".muster").resolve("memory");
        boolean help = false;
        for (Option option : Option.in(arguments)) {
            switch (option.name()) {
                case "--assets" -> assets = option.number(ASSETS_MIN, ASSETS_MAX);
                case "--signals" -> signals = option.distinct(text -> option.number(text, 1, SIGNALS_MAX));
                case "--rounds" -> rounds = option.number(0, ROUNDS_MAX);
                case "--heap" -> heapMib = option.number(HEAP_MIB_MIN, HEAP_MIB_MAX);
                case "--set" -> option.putInto(settings);
                case "--dir" -> directory = option.directory();
                case "--help", "-h" -> help = option.flag();
                default -> throw option.unknown();
            }
        }
        int heap = heapMib == 0 ? heapMibFor(assets) : heapMib;
        return new MemoryOptions(assets, signals, rounds, heap, settings, directory, help);
    }

    private static int heapMibFor(int assets) {
        return ServiceProcess.HEAP_MIB + assets / 1_024 * KIB_PER_ASSET;
    }
}
