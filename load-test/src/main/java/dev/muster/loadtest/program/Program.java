package dev.muster.loadtest.program;

import dev.muster.loadtest.client.RequestFailed;
import dev.muster.loadtest.service.ServiceFailure;
import dev.muster.loadtest.stack.StackFailure;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CompletionException;

/**
 * Around the work of a program: where the project is, lines with the time on the output, and the code it ends with. What keeps it from
 * going on is one line on the error stream.
 *
 * @param project the checkout that it belongs to
 */
public record Program(Path project, Clock clock, PrintStream out) {
    public static final int OK = 0;
    /** It could not go on, or what it looks for was found. */
    public static final int FAILED = 1;

    private static final int BAD_COMMAND_LINE = 2;

    /** What one program does. */
    @FunctionalInterface
    public interface Work {
        /** Returns {@link #OK} or {@link #FAILED}; {@link IllegalArgumentException}: the command line is none. */
        int run(List<String> arguments, Program program);
    }

    /** Does the work, and ends the JVM: clients and fleets have threads of their own. */
    public static void end(String[] arguments, Work work) {
        Path project = Path.of(System.getProperty("muster.project.dir", ""))
                .toAbsolutePath()
                .normalize();
        Program program =
                new Program(project, Clock.systemUTC(), new PrintStream(System.out, true, StandardCharsets.UTF_8));
        System.exit(program.codeOf(List.of(arguments), work));
    }

    private int codeOf(List<String> arguments, Work work) {
        try {
            return work.run(arguments, this);
        } catch (IllegalArgumentException e) {
            complain(e);
            return BAD_COMMAND_LINE;
        } catch (ServiceFailure | StackFailure | RequestFailed | CompletionException e) {
            complain(e);
            return FAILED;
        }
    }

    /** Shows how it is used. */
    public int help(String usage) {
        out.print(usage);
        return OK;
    }

    /** A line with the time in UTC; an empty one without. */
    public void print(String line) {
        LocalTime now = LocalTime.ofInstant(clock.instant(), ZoneOffset.UTC).truncatedTo(ChronoUnit.SECONDS);
        out.println(line.isEmpty() ? "" : now + " " + line);
    }

    private static void complain(RuntimeException e) {
        new PrintStream(System.err, true, StandardCharsets.UTF_8).println("muster: " + e.getMessage());
    }
}
