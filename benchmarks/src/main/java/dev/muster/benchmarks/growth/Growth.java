package dev.muster.benchmarks.growth;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The program behind {@code ./run growth}: how the cost of a step grows with the size of what it works on. Exit code 0: it was measured,
 * also where a curve bends up; 1: a benchmark failed, or what it did was not right; 2: the command line.
 */
public final class Growth {
    private static final int OK = 0;
    private static final int FAILED = 1;
    private static final int BAD_COMMAND_LINE = 2;

    private final GrowthOptions options;
    private final PrintStream out;
    private final Runs runs;

    private Growth(GrowthOptions options, Path project, PrintStream out, PrintStream progress) {
        this.options = options;
        this.out = out;
        this.runs =
                new Runs(options, project.resolve(".muster").resolve("growth").resolve("logs"), progress::println);
    }

    public static void main(String[] arguments) {
        Path project = Path.of(System.getProperty("muster.project.dir", ""))
                .toAbsolutePath()
                .normalize();
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        System.exit(codeOf(List.of(arguments), project, out, err));
    }

    static int codeOf(List<String> arguments, Path project, PrintStream out, PrintStream err) {
        try {
            GrowthOptions options = GrowthOptions.parse(arguments, project);
            if (options.help()) {
                out.print(GrowthOptions.USAGE);
                return OK;
            }
            new Growth(options, project, out, err).run(arguments);
            return OK;
        } catch (IllegalArgumentException e) {
            err.println("muster: " + e.getMessage());
            return BAD_COMMAND_LINE;
        } catch (Runs.RunFailed | UncheckedIOException e) {
            err.println("muster: " + e.getMessage());
            return FAILED;
        }
    }

    private void run(List<String> arguments) {
        out.println("`%s`"
                .formatted(String.join(
                        " ",
                        Stream.concat(Stream.of("./run growth"), arguments.stream())
                                .toList())));
        out.println();
        out.println("%d processors (%s), %s %s; %s."
                .formatted(
                        Runtime.getRuntime().availableProcessors(),
                        processor(),
                        System.getProperty("java.vm.name"),
                        System.getProperty("java.vm.version"),
                        runs.effort()));
        out.println();
        for (Curve curve : options.curves()) {
            double loadBefore = load();
            Measured measured = runs.measure(curve);
            write(curve.id() + ".svg", Report.plot(measured).svg());
            write(curve.id() + ".csv", String.join("\n", Report.csv(measured)) + "\n");
            Report.markdown(measured).forEach(out::println);
            out.println(String.format(Locale.ROOT, "Load average %.1f before, %.1f after.%n", loadBefore, load()));
        }
    }

    private void write(String name, String text) {
        try {
            Files.createDirectories(options.out());
            Files.writeString(options.out().resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException("Expected to write %s but could not: %s".formatted(name, e), e);
        }
    }

    private static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    /** As Linux calls it; elsewhere its architecture. */
    private static String processor() {
        List<String> lines = new ArrayList<>();
        try (Stream<String> all = Files.lines(Path.of("/proc/cpuinfo"))) {
            all.filter(line -> line.startsWith("model name")).forEach(lines::add);
        } catch (IOException | UncheckedIOException e) {
            lines.clear();
        }
        return lines.isEmpty()
                ? System.getProperty("os.arch")
                : lines.get(0).substring(lines.get(0).indexOf(':') + 1).strip();
    }
}
