package dev.muster.loadtest.bench;

import dev.muster.loadtest.service.ServiceFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** What the operating system and the JDK tell of a process from outside. */
public record RunningProcess(long pid) {
    private static final Duration LOOK_AFTER = Duration.ofSeconds(1);
    private static final Duration CALM_WITHIN = Duration.ofSeconds(20);

    /** Since it was started; empty: it has ended. */
    public Optional<Duration> processorTime() {
        return ProcessHandle.of(pid).flatMap(process -> process.info().totalCpuDuration());
    }

    /** Likewise; {@link ServiceFailure}: it has ended. */
    public Duration requireProcessorTime() {
        return processorTime()
                .orElseThrow(() -> new ServiceFailure("Expected process %d to run but it does not".formatted(pid)));
    }

    /**
     * Waits until next to nothing is done: whoever has just worked goes on compiling what it ran, for many seconds. Not for ever: on a
     * machine that is busy otherwise it would never end.
     *
     * @param taken processor time of all who are waited for
     * @param calm of it, in a second
     */
    public static void awaitCalm(Supplier<Duration> taken, Duration calm) {
        long deadline = System.nanoTime() + CALM_WITHIN.toNanos();
        Duration before = taken.get();
        while (System.nanoTime() < deadline && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(LOOK_AFTER.toNanos());
            Duration now = taken.get();
            if (now.minus(before).compareTo(calm) <= 0) {
                return;
            }
            before = now;
        }
    }

    /** Has {@code jcmd} of the JDK that runs this one do something with it. Returns what it says; {@link ServiceFailure}: it cannot. */
    public String jcmd(String command) {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        try {
            Process process = new ProcessBuilder(jcmd.toString(), Long.toString(pid), command)
                    .redirectErrorStream(true)
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new ServiceFailure(
                        "Expected jcmd to do %s in process %d but it said: %s".formatted(command, pid, said.strip()));
            }
            return said;
        } catch (IOException e) {
            throw new ServiceFailure("Expected to run %s but got: %s".formatted(jcmd, e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServiceFailure("Interrupted while jcmd looked at process " + pid);
        }
    }
}
