package dev.muster.loadtest.upgrade;

import dev.muster.loadtest.program.Option;
import dev.muster.loadtest.program.Options;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the command line asks for.
 *
 * @param from the other build; {@code null} only where help is asked for
 * @param back whether the cluster goes back to it in the end, as after an upgrade that somebody regrets
 * @param directory where data and logs go
 */
record UpgradeOptions(@Nullable Path from, boolean back, int nodes, int units, long seed, Path directory, boolean help)
        implements Options {
    static final String USAGE = """
            Usage: ./run upgrade --from DIR [OPTION]...
            Starts Kafka, Cassandra and a cluster of the build in DIR, which is a checkout of another version that was built there (mvn -q
            package -Dmaven.test.skip=true), and replaces its nodes one by one by nodes of this build, under constant telemetry and
            commands. After each of them everything is checked. Ends with 1 when something was wrong (docs/operations.md).

              --back                afterwards, replaces them one by one by nodes of DIR again
              --nodes N             2 to 9 (3)
              --units N             size of the fleet, 20 to 5000 (240)
              --seed N              which unit is told what (1)
              --dir DIR             where data and logs go (.muster/upgrade beside this script)
              --help                this text
            """;

    private static final int NODES_MIN = 2;
    private static final int NODES_MAX = 9;
    private static final int UNITS_MIN = 20;
    private static final int UNITS_MAX = 5_000;

    /** {@code project}: this build. {@link IllegalArgumentException} says in one line what was expected. */
    static UpgradeOptions parse(List<String> arguments, Path project) {
        Path from = null;
        boolean back = false;
        int nodes = 3;
        int units = 240;
        int seed = 1;
        Path directory = project.resolve(".muster").resolve("upgrade");
        boolean help = false;
        for (Option option : Option.in(arguments)) {
            switch (option.name()) {
                case "--from" -> from = option.directory();
                case "--back" -> back = option.flag();
                case "--nodes" -> nodes = option.number(NODES_MIN, NODES_MAX);
                case "--units" -> units = option.number(UNITS_MIN, UNITS_MAX);
                case "--seed" -> seed = option.number(1, Integer.MAX_VALUE);
                case "--dir" -> directory = option.directory();
                case "--help", "-h" -> help = option.flag();
                default -> throw option.unknown();
            }
        }
        if (!help && from == null) {
            throw new IllegalArgumentException("Expected --from with the directory of another build but got none");
        }
        if (from != null && !Files.isDirectory(from.resolve("twin-service/target/classes"))) {
            throw new IllegalArgumentException("Expected a build in %s: build it there first".formatted(from));
        }
        return new UpgradeOptions(from, back, nodes, units, seed, directory, help);
    }
}
