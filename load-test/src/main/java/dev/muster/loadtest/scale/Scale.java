package dev.muster.loadtest.scale;

import dev.muster.loadtest.client.RequestFailed;
import dev.muster.loadtest.program.Program;
import dev.muster.loadtest.service.ServiceFailure;
import dev.muster.loadtest.stack.LocalStack;
import dev.muster.loadtest.stack.StackSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The program behind {@code ./run scale}: clusters of several sizes, one after the other, and what a sample costs on each. Exit code 0:
 * all totals were what was sent; 1: one was not, or it could not go on; 2: the command line.
 */
public final class Scale {
    private final ScaleOptions options;
    private final Program program;

    private Scale(ScaleOptions options, Program program) {
        this.options = options;
        this.program = program;
    }

    public static void main(String[] arguments) {
        Program.end(arguments, (given, program) -> {
            ScaleOptions options = ScaleOptions.parse(given, program.project());
            return options.help() ? program.help(ScaleOptions.USAGE) : new Scale(options, program).run();
        });
    }

    private int run() {
        Path directory =
                options.directory().resolve("scale-" + program.clock().instant().getEpochSecond());
        System.setProperty(
                "muster.run.log", directory.resolve("logs").resolve("scale.log").toString());
        program.print("Clusters of %s nodes, %,d units, %,d samples/s, %d s, settings %s; data and logs in %s"
                .formatted(
                        options.nodes(),
                        options.units(),
                        options.rate(),
                        options.window().toSeconds(),
                        options.settings(),
                        directory));
        LocalStack stack = LocalStack.start(
                StackSettings.of(program.project(), directory).withPorts(StackSettings.Ports.FREE), program::print);
        Runtime.getRuntime().addShutdownHook(new Thread(stack::close, "stack-shutdown"));
        Trial trial = new Trial(options, program.project(), directory, stack, program.clock(), program::print);
        List<Finding> findings = new ArrayList<>();
        int code = Program.OK;
        for (int nodes : options.nodes()) {
            try {
                findings.add(trial.run(nodes));
            } catch (ServiceFailure | RequestFailed | IllegalStateException e) {
                // What was found of the others counts all the same.
                program.print("%d nodes: %s".formatted(nodes, e.getMessage()));
                code = Program.FAILED;
            }
        }
        program.out().println();
        Report.of(findings).forEach(program.out()::println);
        return code;
    }
}
