package dev.muster.loadtest.stack;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A server that can be started, stopped, killed, paused and started again, always with the same settings.
 *
 * <p>States: down -> {@link #start} -> up -> {@link #stop} or {@link #kill9} -> down. Ending a server that is down
 * does nothing, and every method that ends it returns when it has ended. Thread-safe: another thread may end a server
 * while it is being started, and its start then fails.
 */
public final class ServerProcess {
    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration KILL_TIMEOUT = Duration.ofSeconds(10);

    private final String name;
    private final LeashedJvm jvm;
    private final Readiness readiness;
    private final List<Path> logs;
    private final Duration startTimeout;
    private final Duration stopTimeout;
    private final Consumer<ProcessHandle> onLaunch;

    private @Nullable Process process;
    private volatile boolean paused;

    /** Whether a server answers. */
    @FunctionalInterface
    public interface Readiness {
        /** Asks once, for at most some seconds. False when there is no good answer yet, for whatever reason. */
        boolean answers();
    }

    /**
     * A server that is down.
     *
     * @param name as it stands in messages
     * @param readiness asked until it says yes, each time the server is started
     * @param logs the files to quote when it ends unasked
     * @param startTimeout until it must answer
     * @param stopTimeout until it must have ended after SIGTERM
     * @param onLaunch told of each process, before it answers
     */
    public ServerProcess(
            String name,
            LeashedJvm jvm,
            Readiness readiness,
            List<Path> logs,
            Duration startTimeout,
            Duration stopTimeout,
            Consumer<ProcessHandle> onLaunch) {
        this.name = name;
        this.jvm = jvm;
        this.readiness = readiness;
        this.logs = List.copyOf(logs);
        this.startTimeout = startTimeout;
        this.stopTimeout = stopTimeout;
        this.onLaunch = onLaunch;
    }

    /** As it stands in messages. */
    public String name() {
        return name;
    }

    /**
     * The process id.
     *
     * @throws IllegalStateException if the server is down
     */
    public long pid() {
        return up().pid();
    }

    /** Whether the process is there, answering or not. */
    public synchronized boolean isAlive() {
        return process != null && process.isAlive();
    }

    /**
     * Starts it and waits until it answers.
     *
     * @return how long that took
     * @throws StackFailure if it ends or does not answer in time; no process is left then
     * @throws IllegalStateException if it is up
     */
    public Duration start() {
        long startedNanos = System.nanoTime();
        LogTail logTail = new LogTail(logs);
        Process launched = launch();
        try {
            awaitAnswer(launched, startedNanos, logTail);
        } catch (RuntimeException e) {
            kill(launched);
            throw e;
        }
        return Duration.ofNanos(System.nanoTime() - startedNanos);
    }

    /**
     * Asks it to end (SIGTERM), and kills it if it has not ended within the stop timeout. A paused server is resumed
     * for that.
     */
    public void stop() {
        Process stopping = current();
        if (stopping == null || !stopping.isAlive()) {
            return;
        }
        if (paused) {
            resume();
        }
        stopping.destroy();
        boolean ended = false;
        try {
            ended = awaitEnd(stopping, stopTimeout);
        } finally {
            // Also when the waiting was interrupted: nothing is left behind.
            if (!ended) {
                kill(stopping);
            }
        }
    }

    /** Kills it (SIGKILL), as a crash or the out-of-memory killer would. */
    public void kill9() {
        Process killed = current();
        if (killed != null) {
            kill(killed);
        }
    }

    /**
     * Freezes it (SIGSTOP): its connections stay open and nothing answers. While it is frozen its leash does not
     * work.
     */
    public void pause() {
        signal(up(), "STOP");
        paused = true;
    }

    /** Continues a frozen server (SIGCONT). */
    public void resume() {
        signal(up(), "CONT");
        paused = false;
    }

    private synchronized Process launch() {
        if (process != null && process.isAlive()) {
            throw new IllegalStateException("Expected " + name + " to be down, but it runs as pid " + process.pid());
        }
        Process launched = jvm.start();
        process = launched;
        paused = false;
        try {
            onLaunch.accept(launched.toHandle());
        } catch (RuntimeException e) {
            launched.destroyForcibly();
            throw e;
        }
        return launched;
    }

    private void awaitAnswer(Process launched, long startedNanos, LogTail logTail) {
        while (!readiness.answers()) {
            if (awaitEnd(launched, POLL)) {
                break;
            }
            if (System.nanoTime() - startedNanos > startTimeout.toNanos()) {
                throw new StackFailure(name + " (pid " + launched.pid() + ") does not answer after "
                        + startTimeout.toSeconds() + " s and was ended; " + logTail.describe());
            }
        }
        if (!launched.isAlive()) {
            throw new StackFailure(name + " (pid " + launched.pid() + ") ended with exit status " + launched.exitValue()
                    + " while starting; " + logTail.describe());
        }
    }

    private void kill(Process killed) {
        killed.destroyForcibly();
        boolean interrupted = Thread.interrupted();
        boolean ended = awaitEnd(killed, KILL_TIMEOUT);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (!ended) {
            throw new StackFailure(name + " (pid " + killed.pid() + ") is still there " + KILL_TIMEOUT.toSeconds()
                    + " s after SIGKILL: look for a disk that does not answer");
        }
    }

    private static boolean awaitEnd(Process ending, Duration timeout) {
        try {
            return ending.waitFor(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackFailure("Interrupted while waiting for process " + ending.pid(), e);
        }
    }

    private void signal(Process target, String signal) {
        try {
            // A built-in of every shell, unlike a kill command of its own.
            Process kill = new ProcessBuilder("/bin/sh", "-c", "kill -" + signal + " " + target.pid())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!awaitEnd(kill, KILL_TIMEOUT) || (kill.exitValue() != 0 && target.isAlive())) {
                throw new StackFailure("Cannot send SIG" + signal + " to " + name + " (pid " + target.pid() + ")");
            }
        } catch (IOException e) {
            throw new StackFailure("Cannot send SIG" + signal + " to " + name + ": " + e.getMessage(), e);
        }
    }

    private synchronized @Nullable Process current() {
        return process;
    }

    private Process up() {
        Process running = current();
        if (running == null || !running.isAlive()) {
            throw new IllegalStateException("Expected " + name + " to be up, but it is down");
        }
        return running;
    }
}
