package dev.muster.loadtest.program;

import dev.muster.loadtest.client.RequestFailed;
import dev.muster.loadtest.service.ServiceFailure;
import dev.muster.loadtest.stack.StackFailure;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.CompletionException;

/**
 * Around the work of a program: where the project is, lines with the time on the output, what ends with it, and the code it ends with.
 * What keeps it from going on is one line on the error stream. The thread that works is the one that made it; from Ctrl-C on, nothing that
 * this thread says is shown: that its services are being ended is no news, and no figure counts any more.
 */
public final class Program {
    public static final int OK = 0;
    /** It could not go on, or what it looks for was found. */
    public static final int FAILED = 1;

    private static final int BAD_COMMAND_LINE = 2;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneOffset.UTC);

    private final String name;
    private final List<String> arguments;
    private final Path project;
    private final Clock clock;
    private final PrintStream out;
    private final PrintStream err;
    private final Shutdown shutdown = new Shutdown();
    private final Thread worker = Thread.currentThread();

    Program(String name, List<String> arguments, Path project, Clock clock, PrintStream out, PrintStream err) {
        this.name = name;
        this.arguments = List.copyOf(arguments);
        this.project = project;
        this.clock = clock;
        this.out = out;
        this.err = err;
    }

    /** Reads a command line, given also where the project is; {@link IllegalArgumentException}: it is none. */
    @FunctionalInterface
    public interface Parser<O extends Options> {
        O parse(List<String> arguments, Path project);
    }

    /** What one program does; returns {@link #OK} or {@link #FAILED}. */
    @FunctionalInterface
    public interface Work<O extends Options> {
        int run(O options, Program program);
    }

    /**
     * Does the work, and ends the JVM: clients and fleets have threads of their own.
     *
     * @param name what stands after {@code ./run}
     */
    public static <O extends Options> void end(
            String name, String[] arguments, String usage, Parser<O> parser, Work<O> work) {
        Path project = Path.of(System.getProperty("muster.project.dir", ""))
                .toAbsolutePath()
                .normalize();
        Program program = new Program(
                name,
                List.of(arguments),
                project,
                Clock.systemUTC(),
                new PrintStream(System.out, true, StandardCharsets.UTF_8),
                new PrintStream(System.err, true, StandardCharsets.UTF_8));
        Runtime.getRuntime().addShutdownHook(new Thread(program.shutdown::close, "shutdown"));
        System.exit(program.codeOf(usage, parser, work));
    }

    <O extends Options> int codeOf(String usage, Parser<O> parser, Work<O> work) {
        try {
            O options = parser.parse(arguments, project);
            if (options.help()) {
                out.print(usage);
                return OK;
            }
            return work.run(options, this);
        } catch (IllegalArgumentException e) {
            failed(e);
            return BAD_COMMAND_LINE;
        } catch (ServiceFailure | StackFailure | RequestFailed | CompletionException e) {
            return failed(e);
        }
    }

    /** Says in one line what kept it from going on. Returns {@link #FAILED}. */
    public int failed(RuntimeException e) {
        if (isHeard()) {
            err.println("muster: " + e.getMessage());
        }
        return FAILED;
    }

    /** What stands after {@code ./run}. */
    public String name() {
        return name;
    }

    /** The checkout that it belongs to. */
    public Path project() {
        return project;
    }

    public Clock clock() {
        return clock;
    }

    /** As it was given. */
    public String command() {
        return "./run %s %s".formatted(name, String.join(" ", arguments)).strip();
    }

    /** Of this run alone, named after the program and the second; its own log goes there from now on. */
    public Path directoryFor(Options options) {
        Path directory =
                options.directory().resolve(name + "-" + clock.instant().getEpochSecond());
        System.setProperty(
                "muster.run.log",
                directory.resolve("logs").resolve(name + ".log").toString());
        return directory;
    }

    /** Ends {@code resource} with the program, Ctrl-C included: what was started last is ended first. */
    public <T extends AutoCloseable> T endsWithIt(T resource) {
        return shutdown.add(resource);
    }

    Shutdown shutdown() {
        return shutdown;
    }

    /** A line with the time in UTC; an empty one without. */
    public void print(String line) {
        show(line.isEmpty() ? "" : TIME.format(clock.instant()) + " " + line);
    }

    /** A line as it is. */
    public void show(String line) {
        if (isHeard()) {
            out.println(line);
        }
    }

    /** Lines as they are, after an empty one. */
    public void report(List<String> lines) {
        show("");
        lines.forEach(this::show);
    }

    private boolean isHeard() {
        return !shutdown.hasBegun() || Thread.currentThread() != worker;
    }
}
