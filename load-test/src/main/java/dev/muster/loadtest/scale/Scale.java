package dev.muster.loadtest.scale;

import dev.muster.loadtest.client.RequestFailed;
import dev.muster.loadtest.service.ServiceFailure;
import dev.muster.loadtest.stack.LocalStack;
import dev.muster.loadtest.stack.StackFailure;
import dev.muster.loadtest.stack.StackSettings;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;

/**
 * The program behind {@code ./run scale}: clusters of several sizes, one after the other, and what a sample costs on each. Exit code 0:
 * all totals were what was sent; 1: one was not, or it could not go on; 2: the command line.
 */
public final class Scale {
    private static final int OK = 0;
    private static final int FAILED = 1;
    private static final int BAD_COMMAND_LINE = 2;

    private final ScaleOptions options;
    private final Path project;
    private final Clock clock = Clock.systemUTC();
    private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    private Scale(ScaleOptions options, Path project) {
        this.options = options;
        this.project = project;
    }

    public static void main(String[] arguments) {
        Path project = Path.of(System.getProperty("muster.project.dir", ""))
                .toAbsolutePath()
                .normalize();
        PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        int code;
        try {
            ScaleOptions options = ScaleOptions.parse(List.of(arguments), project);
            code = options.help() ? help() : new Scale(options, project).run();
        } catch (IllegalArgumentException e) {
            err.println("muster: " + e.getMessage());
            code = BAD_COMMAND_LINE;
        } catch (ServiceFailure | StackFailure | RequestFailed | CompletionException e) {
            err.println("muster: " + e.getMessage());
            code = FAILED;
        }
        // Clients and the fleet have threads of their own.
        System.exit(code);
    }

    private static int help() {
        new PrintStream(System.out, true, StandardCharsets.UTF_8).print(ScaleOptions.USAGE);
        return OK;
    }

    private int run() {
        Path directory = options.directory().resolve("scale-" + clock.instant().getEpochSecond());
        System.setProperty(
                "muster.run.log", directory.resolve("logs").resolve("scale.log").toString());
        print("Clusters of %s nodes, %,d units, %,d samples/s, %d s, settings %s; data and logs in %s"
                .formatted(
                        options.nodes(),
                        options.units(),
                        options.rate(),
                        options.window().toSeconds(),
                        options.settings(),
                        directory));
        LocalStack stack =
                LocalStack.start(StackSettings.of(project, directory).withPorts(StackSettings.Ports.FREE), this::print);
        Runtime.getRuntime().addShutdownHook(new Thread(stack::close, "stack-shutdown"));
        Trial trial = new Trial(options, project, directory, stack, clock, this::print);
        List<Finding> findings = new ArrayList<>();
        int code = OK;
        for (int nodes : options.nodes()) {
            try {
                findings.add(trial.run(nodes));
            } catch (ServiceFailure | RequestFailed | IllegalStateException e) {
                // What was found of the others counts all the same.
                print("%d nodes: %s".formatted(nodes, e.getMessage()));
                code = FAILED;
            }
        }
        out.println();
        Report.of(findings).forEach(out::println);
        return code;
    }

    private void print(String line) {
        LocalTime now = LocalTime.ofInstant(clock.instant(), ZoneOffset.UTC).truncatedTo(ChronoUnit.SECONDS);
        out.println(line.isEmpty() ? "" : now + " " + line);
    }
}
