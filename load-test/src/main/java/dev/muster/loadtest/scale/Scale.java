package dev.muster.loadtest.scale;

import dev.muster.loadtest.bench.Bench;
import dev.muster.loadtest.client.RequestFailed;
import dev.muster.loadtest.program.Program;
import dev.muster.loadtest.service.ServiceFailure;
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
        Program.end("scale", arguments, ScaleOptions.USAGE, ScaleOptions::parse, (options, program) -> new Scale(
                        options, program)
                .run());
    }

    private int run() {
        Path directory = program.directoryFor(options);
        program.print("Clusters of %s nodes, %,d units, %,d samples/s, %d s, settings %s; data and logs in %s"
                .formatted(
                        options.nodes(),
                        options.units(),
                        options.rate(),
                        options.window().toSeconds(),
                        options.settings(),
                        directory));
        Trial trial = new Trial(options, Bench.start(program, directory));
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
        program.report(Report.of(findings));
        return code;
    }
}
