package dev.muster.loadtest.run;

import dev.muster.loadtest.client.RequestFailed;
import dev.muster.loadtest.replay.BadData;
import dev.muster.loadtest.service.ServiceFailure;
import dev.muster.loadtest.stack.StackFailure;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletionException;

/**
 * The launcher behind {@code ./run}. Whatever keeps it from going on is one line on the error stream: exit code 2 for the
 * command line, 1 for everything else. The system property {@code muster.project.dir} says where the built project is.
 */
public final class Run {
    private static final int OK = 0;
    private static final int FAILED = 1;
    private static final int BAD_COMMAND_LINE = 2;
    private static final int JAVA_MIN = 17;

    private Run() {}

    public static void main(String[] arguments) {
        int code = run(List.of(arguments), Console.standard());
        // The producer and the pulse have threads of their own: none of them may keep a failed run alive.
        System.exit(code);
    }

    static int run(List<String> arguments, Console console) {
        Path project = Path.of(System.getProperty("muster.project.dir", ""))
                .toAbsolutePath()
                .normalize();
        RunOptions options;
        try {
            options = RunOptions.parse(arguments, project);
        } catch (IllegalArgumentException e) {
            console.error(oneLine(e));
            return BAD_COMMAND_LINE;
        }
        try {
            if (options.mode() == RunOptions.Mode.HELP) {
                RunOptions.USAGE.lines().forEach(console::line);
                return OK;
            }
            if (Runtime.version().feature() < JAVA_MIN) {
                throw new RunFailure("Expected Java %d or newer but this is %s: point JAVA_HOME at one"
                        .formatted(JAVA_MIN, Runtime.version()));
            }
            // Read by the launcher's log settings; nothing has logged so far.
            System.setProperty(
                    "muster.run.log",
                    options.directory().resolve("logs").resolve("run.log").toString());
            new Launcher(console, project, options).run();
            return OK;
        } catch (RunFailure | StackFailure | ServiceFailure | BadData | RequestFailed e) {
            console.error(oneLine(e));
            return FAILED;
        } catch (CompletionException e) {
            console.error(
                    "Expected Kafka to take records but got: " + oneLine(e.getCause() == null ? e : e.getCause()));
            return FAILED;
        }
    }

    private static String oneLine(Throwable failure) {
        String message = failure.getMessage() == null ? failure.toString() : failure.getMessage();
        return message.strip().replaceAll("\\s*\\R\\s*", " ");
    }
}
