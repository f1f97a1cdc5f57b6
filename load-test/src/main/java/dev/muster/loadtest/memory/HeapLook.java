package dev.muster.loadtest.memory;

import dev.muster.loadtest.memory.figure.Heap;
import dev.muster.loadtest.memory.figure.Histogram;
import dev.muster.loadtest.service.ServiceFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Looks at the heap of another process with {@code jcmd} of the JDK that runs this one. */
final class HeapLook {
    private static final Duration LOOK_AFTER = Duration.ofSeconds(1);

    /** Of a second: a node at rest takes less, unless its many groups tick. */
    private static final Duration CALM = Duration.ofMillis(300);

    private static final Duration CALM_WITHIN = Duration.ofSeconds(20);

    /** What was just woken is held by timers, and read once more, for so long. */
    private static final Duration REST = Duration.ofSeconds(30);

    private HeapLook() {}

    /** When what the process was doing last is done, and its garbage collected twice: the first time leaves what waits for its cleaner. */
    static Heap at(long pid) {
        awaitCalm(pid);
        jcmd(pid, "GC.run");
        jcmd(pid, "GC.run");
        String info = jcmd(pid, "GC.heap_info");
        return new Heap(Heap.used(info), classes(pid));
    }

    /** Likewise, of a process that has just woken many. */
    static Heap rested(long pid) {
        pause(REST);
        return at(pid);
    }

    /** Only what can be reached is counted, at the price of one more collection. */
    static Histogram classes(long pid) {
        return Histogram.parse(jcmd(pid, "GC.class_histogram"));
    }

    /** Not for ever: on a machine that is busy otherwise it would never end. */
    private static void awaitCalm(long pid) {
        long deadline = System.nanoTime() + CALM_WITHIN.toNanos();
        Duration before = processor(pid);
        while (System.nanoTime() < deadline && !Thread.currentThread().isInterrupted()) {
            pause(LOOK_AFTER);
            Duration now = processor(pid);
            if (now.minus(before).compareTo(CALM) <= 0) {
                return;
            }
            before = now;
        }
    }

    private static void pause(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos();
                left > 0 && !Thread.currentThread().isInterrupted();
                left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private static Duration processor(long pid) {
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().totalCpuDuration())
                .orElseThrow(() -> new ServiceFailure("Expected process %d to run but it does not".formatted(pid)));
    }

    private static String jcmd(long pid, String command) {
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
