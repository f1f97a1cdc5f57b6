package dev.muster.loadtest.memory;

import dev.muster.loadtest.bench.RunningProcess;
import dev.muster.loadtest.memory.figure.Heap;
import dev.muster.loadtest.memory.figure.Histogram;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Looks at the heap of another process with {@code jcmd} of the JDK that runs this one. */
final class HeapLook {
    /** Of a second: a node at rest takes less, unless its many groups tick. */
    private static final Duration CALM = Duration.ofMillis(300);

    /** What was just woken is held by timers, and read once more, for so long. */
    private static final Duration REST = Duration.ofSeconds(30);

    private HeapLook() {}

    /** When what the process was doing last is done, and its garbage collected twice: the first time leaves what waits for its cleaner. */
    static Heap at(long pid) {
        RunningProcess process = new RunningProcess(pid);
        RunningProcess.awaitCalm(process::requireProcessorTime, CALM);
        process.jcmd("GC.run");
        process.jcmd("GC.run");
        String info = process.jcmd("GC.heap_info");
        return new Heap(Heap.used(info), classes(pid));
    }

    /** Likewise, of a process that has just woken many. */
    static Heap rested(long pid) {
        pause(REST);
        return at(pid);
    }

    /** Only what can be reached is counted, at the price of one more collection. */
    static Histogram classes(long pid) {
        return Histogram.parse(new RunningProcess(pid).jcmd("GC.class_histogram"));
    }

    private static void pause(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos();
                left > 0 && !Thread.currentThread().isInterrupted();
                left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
