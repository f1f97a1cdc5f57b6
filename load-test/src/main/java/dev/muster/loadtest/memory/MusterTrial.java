package dev.muster.loadtest.memory;

import dev.muster.loadtest.bench.Bench;
import dev.muster.loadtest.bench.BenchModel;
import dev.muster.loadtest.bench.HeldRecords;
import dev.muster.loadtest.bench.OneMuster;
import dev.muster.loadtest.bench.RootTotal;
import dev.muster.loadtest.memory.figure.Heap;
import dev.muster.loadtest.memory.figure.Histogram;
import dev.muster.loadtest.memory.figure.Life;
import dev.muster.loadtest.memory.figure.TwinFinding;
import dev.muster.loadtest.service.ServiceFailure;
import dev.muster.loadtest.service.ServiceSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One Muster whose twins are woken, and woken again after each restart. Nothing asks for a total before the first waking, and roots sleep
 * until then: so aggregators come with the twins, and are counted with them.
 */
final class MusterTrial implements AutoCloseable {
    private static final String TWIN = "dev.muster.twinservice.twin.AssetTwin";
    private static final Duration READY_WITHIN = Duration.ofMinutes(10);
    private static final Duration STOP_WITHIN = Duration.ofMinutes(3);
    private static final Duration WAKE_WITHIN = Duration.ofMinutes(3);
    /** A tenth of what is wanted. */
    private static final Duration WAKE_WITHIN_EACH = Duration.ofMillis(4);

    private final MemoryOptions options;
    private final int signals;
    private final Bench bench;
    private final ServiceSettings settings;
    private final HeldRecords records;
    private OneMuster muster;

    /** Starts it, apart from those before it on the bench. */
    MusterTrial(MemoryOptions options, int signals, Bench bench) {
        String name = "memory-" + signals;
        this.options = options;
        this.signals = signals;
        this.bench = bench;
        this.settings =
                bench.service("muster-" + signals, Memory.settings(options)).apart(name);
        this.records = new HeldRecords(bench.kafka(), name, OneMuster.PARTITIONS);
        this.muster =
                bench.start(settings.with("muster.aggregation.roll-up.root-wake-interval", "1d"), options.heapMib());
    }

    /** {@link ServiceFailure} when a total is not what was sent, or not every twin is awake afterwards. */
    TwinFinding run() {
        muster.awaitReady(READY_WITHIN);
        Heap empty = HeapLook.at(muster.pid());
        long started = System.nanoTime();
        muster.bring(options.assets(), signals, bench.directory().resolve("memory-" + signals + ".ndjson"));
        say("%,d assets of %d signals imported in %.1f s", options.assets(), signals, seconds(started));
        Heap loaded = HeapLook.at(muster.pid());
        requireAwake(loaded.classes(), 0);
        double seconds = wake(0);
        Heap awake = HeapLook.rested(muster.pid());
        requireAwake(awake.classes(), options.assets());
        say("all awake after %.1f s; %d MiB, %d before", seconds, mib(awake), mib(loaded));
        List<Life> lives = new ArrayList<>();
        for (int round = 1; round <= options.rounds(); round++) {
            lives.add(restart(round));
        }
        return new TwinFinding(signals, options.assets(), empty, loaded, seconds, awake, lives);
    }

    private Life restart(int round) {
        Duration stopped = muster.stop(STOP_WITHIN);
        long started = System.nanoTime();
        muster = bench.start(settings, options.heapMib());
        muster.awaitReady(READY_WITHIN);
        double ready = seconds(started);
        muster.awaitTotal(total(round - 1), wakeWithin());
        double complete = seconds(started);
        long awakeThen = HeapLook.classes(muster.pid()).of(TWIN).instances();
        say(
                "stopped in %.1f s; ready after %.1f s, roots complete after %.1f s with %d twins awake",
                stopped.toMillis() / 1e3, ready, complete, awakeThen);
        Heap asleep = HeapLook.rested(muster.pid());
        double seconds = wake(round);
        Heap awake = HeapLook.rested(muster.pid());
        requireAwake(awake.classes(), options.assets());
        say("all awake again after %.1f s; %d MiB, %d before", seconds, mib(awake), mib(asleep));
        return new Life(ready, complete, awakeThen, asleep, seconds, awake);
    }

    /** Each total is another one: what stands at the roots is of this round, and of all assets. */
    private double wake(int round) {
        records.hold(
                muster.topic(),
                BenchModel.records(
                        options.assets(),
                        options.assets(),
                        round,
                        bench.program().clock().instant(),
                        signals));
        long started = System.nanoTime();
        records.release();
        muster.awaitTotal(total(round), wakeWithin());
        return seconds(started);
    }

    private RootTotal total(int round) {
        return BenchModel.total(options.assets(), options.assets(), round);
    }

    private Duration wakeWithin() {
        return WAKE_WITHIN.plus(WAKE_WITHIN_EACH.multipliedBy(options.assets()));
    }

    static void requireAwake(Histogram classes, int assets) {
        long awake = classes.of(TWIN).instances();
        if (awake != assets) {
            throw new ServiceFailure("Expected %d twins to be awake but found %d".formatted(assets, awake));
        }
    }

    private void say(String line, Object... figures) {
        bench.program().print(String.format(Locale.ROOT, line, figures));
    }

    private static long mib(Heap heap) {
        return heap.used() >> 20;
    }

    private static double seconds(long sinceNanos) {
        return (System.nanoTime() - sinceNanos) / 1e9;
    }

    @Override
    public void close() {
        muster.close();
        records.close();
    }
}
