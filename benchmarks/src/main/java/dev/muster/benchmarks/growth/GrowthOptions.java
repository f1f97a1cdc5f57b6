package dev.muster.benchmarks.growth;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * What the command line asks for.
 *
 * @param curves in the order of the enum
 * @param out where pictures and figures go
 */
record GrowthOptions(boolean quick, List<Curve> curves, int forks, Path out, boolean help) {
    static final String USAGE = """
            Usage: ./run growth [OPTION]...
            Measures by JMH, without any server, how the cost of a step grows: of a sample on its whole way by assets, signals and
            depth, of an update and of answers by members, of questions to the model by assets. Writes a picture (SVG) and all
            figures (CSV) of each curve, and prints tables in Markdown that name where a curve bends up (docs/performance.md).
            Up to 10 GiB of memory are needed for the largest fleets.

              --curves A,B          some of assets,signals,depth,members,answers,questions (all)
              --quick               fewer points and shorter runs, for a try; writes to .muster/growth beside this script
              --forks N             JVMs for each point, 1 to 10 (1)
              --out DIR             where the files go (docs/performance beside this script)
              --help                this text
            """;

    private static final int FORKS_MAX = 10;

    GrowthOptions {
        curves = List.copyOf(curves);
    }

    /** {@code project}: where the default directories are. {@link IllegalArgumentException} says in one line what was expected. */
    static GrowthOptions parse(List<String> arguments, Path project) {
        boolean quick = false;
        List<Curve> curves = List.of(Curve.values());
        int forks = 1;
        Path out = null;
        boolean help = false;
        for (Iterator<String> rest = arguments.iterator(); rest.hasNext(); ) {
            String argument = rest.next();
            int equals = argument.indexOf('=');
            String name = equals < 0 ? argument : argument.substring(0, equals);
            Iterator<String> value =
                    equals < 0 ? rest : List.of(argument.substring(equals + 1)).iterator();
            switch (name) {
                case "--quick" -> quick = flag(name, equals);
                case "--curves" -> curves = curves(text(name, value));
                case "--forks" -> forks = forks(text(name, value));
                case "--out" ->
                    out = Path.of(text(name, value)).toAbsolutePath().normalize();
                case "--help", "-h" -> help = flag(name, equals);
                default ->
                    throw new IllegalArgumentException(
                            "Expected one of the options that --help lists but got '%s'".formatted(name));
            }
        }
        // Figures of a try do not take the place of those that were measured well.
        Path usual = quick
                ? project.resolve(".muster").resolve("growth")
                : project.resolve("docs").resolve("performance");
        return new GrowthOptions(quick, curves, forks, out == null ? usual : out, help);
    }

    private static boolean flag(String name, int equals) {
        if (equals >= 0) {
            throw new IllegalArgumentException("Expected no value after " + name);
        }
        return true;
    }

    private static String text(String name, Iterator<String> value) {
        String text = value.hasNext() ? value.next().strip() : "";
        if (text.isEmpty()) {
            throw new IllegalArgumentException("Expected a value after " + name);
        }
        return text;
    }

    private static int forks(String text) {
        try {
            int forks = Integer.parseInt(text);
            if (forks >= 1 && forks <= FORKS_MAX) {
                return forks;
            }
        } catch (NumberFormatException e) {
            // Answered below, as a number out of range is.
        }
        throw new IllegalArgumentException(
                "Expected a whole number from 1 to %d after --forks but got '%s'".formatted(FORKS_MAX, text));
    }

    private static List<Curve> curves(String text) {
        List<Curve> curves = new ArrayList<>();
        for (String id : text.split(",", -1)) {
            Curve curve = Curve.of(id.strip());
            if (curves.contains(curve)) {
                throw new IllegalArgumentException("Expected each of --curves once but got '%s'".formatted(text));
            }
            curves.add(curve);
        }
        return curves.stream().sorted().toList();
    }
}
