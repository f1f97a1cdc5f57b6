package dev.muster.loadtest.bench;

import dev.muster.loadtest.program.Program;
import dev.muster.loadtest.service.NodePorts;
import dev.muster.loadtest.service.ServiceProcess;
import dev.muster.loadtest.service.ServiceSettings;
import dev.muster.loadtest.stack.LocalStack;
import dev.muster.loadtest.stack.StackSettings;
import java.nio.file.Path;
import java.util.Map;

/**
 * A stack for one run of a program, and what is started on it to be measured. All of it ends with the program, Ctrl-C included: first every
 * Muster, then the stack; the data stay in the directory of the run.
 */
public final class Bench {
    private static final StackSettings.Heaps HEAPS = StackSettings.Heaps.DEFAULT;

    private final Program program;
    private final Path directory;
    private final LocalStack stack;

    private Bench(Program program, Path directory, LocalStack stack) {
        this.program = program;
        this.directory = directory;
        this.stack = stack;
    }

    /** Where nobody is killed: acknowledged writes are synced every 100 ms, as in a replicated cluster. Returns when both servers answer. */
    public static Bench start(Program program, Path directory) {
        return start(program, directory, StackSettings.CommitLog.PERIODIC);
    }

    /** {@code commitLog}: what a killed Cassandra may forget. */
    public static Bench start(Program program, Path directory, StackSettings.CommitLog commitLog) {
        StackSettings settings = StackSettings.of(program.project(), directory)
                .withPorts(StackSettings.Ports.FREE)
                .withHeaps(HEAPS)
                .withCommitLog(commitLog);
        return new Bench(program, directory, program.endsWithIt(LocalStack.start(settings, program::print)));
    }

    /** What the servers of the stack get. */
    public static String heaps() {
        return "Kafka with %d MiB of heap, Cassandra with %d MiB".formatted(HEAPS.kafkaMib(), HEAPS.cassandraMib());
    }

    public Program program() {
        return program;
    }

    /** Of the run. */
    public Path directory() {
        return directory;
    }

    /** Where whoever is started writes what it says. */
    public Path log(String name) {
        return directory.resolve("logs").resolve(name + ".log");
    }

    public LocalStack stack() {
        return stack;
    }

    public String kafka() {
        return stack.kafkaBootstrap();
    }

    /**
     * Of a Muster of this build on this stack, which listens on a free port.
     *
     * @param log its name
     * @param more settings by key
     */
    public ServiceSettings service(String log, Map<String, String> more) {
        return new ServiceSettings(
                program.project(), log(log), kafka(), stack.cassandraContactPoint(), NodePorts.freePort(), more);
    }

    /** Starts one and returns at once; {@code settings}: of {@link #service}. */
    public OneMuster start(ServiceSettings settings, int heapMib) {
        return program.endsWithIt(new OneMuster(program.name(), settings, ServiceProcess.start(settings, heapMib)));
    }
}
