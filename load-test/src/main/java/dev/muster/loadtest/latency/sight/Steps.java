package dev.muster.loadtest.latency.sight;

import dev.muster.assetmodel.type.FixedPoint;
import dev.muster.loadtest.bench.RootTotal;
import dev.muster.loadtest.latency.figure.Stream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Steps that were sent, and totals that were shown, each of which says exactly how many steps are in it: all steps of one asset keep their
 * order, and another asset begins only when all before are seen. Steps that come in one event count each with its own latency. Thread-safe.
 */
public final class Steps {
    /** How far the total goes up by one of them. */
    public static final long MICROS = FixedPoint.MICROS_PER_UNIT;

    private final RootTotal base;
    private final List<Long> sent = new ArrayList<>();
    private final List<Long> latencies = new ArrayList<>();
    private final List<Long> gaps = new ArrayList<>();
    private int incomplete;
    private int unavailable;
    private @Nullable RootEvent before;
    private @Nullable String wrong;

    /** {@code base}: what is shown before the first step. */
    public Steps(RootTotal base) {
        this.base = base;
    }

    /** A step goes off now. */
    public synchronized void sending(long nanos) {
        sent.add(nanos);
    }

    /** The stream has shown this. */
    public synchronized void shown(RootEvent event) {
        if (before != null) {
            gaps.add(event.nanos() - before.nanos());
        }
        before = event;
        RootEvent.Shown total = event.total();
        if (!event.isCurrent()) {
            unavailable++;
        } else if (total != null && (total.expected() != base.count() || total.reporting() != base.count())) {
            // A sum of some is nobody's sum. That all are there again is told by a later event, and steps wait for it.
            incomplete++;
        } else if (total != null) {
            seen(event.nanos(), total);
        }
    }

    private void seen(long nanos, RootEvent.Shown total) {
        long more = total.micros() - base.micros();
        long steps = Math.floorDiv(more, MICROS);
        if (Math.floorMod(more, MICROS) != 0 || steps < latencies.size() || steps > sent.size()) {
            wrong("Expected %d micros and from %d to %d steps of %d at the root but it showed %d"
                    .formatted(base.micros(), latencies.size(), sent.size(), MICROS, total.micros()));
            return;
        }
        while (latencies.size() < steps) {
            latencies.add(nanos - sent.get(latencies.size()));
        }
    }

    /** Something else went wrong; the first counts. */
    public synchronized void wrong(String what) {
        if (wrong == null) {
            wrong = what;
        }
    }

    /** What was not as sent. */
    public synchronized Optional<String> wrong() {
        return Optional.ofNullable(wrong);
    }

    /** Nothing is left to be seen. */
    public synchronized boolean allSeen() {
        return latencies.size() == sent.size();
    }

    public synchronized int sent() {
        return sent.size();
    }

    public synchronized int seen() {
        return latencies.size();
    }

    /** In the order of steps, from one to before another, in nanoseconds. */
    public synchronized long[] latencies(int from, int to) {
        return latencies.subList(from, to).stream().mapToLong(Long::longValue).toArray();
    }

    /** What the stream was like. */
    public synchronized Stream stream() {
        long[] sorted = gaps.stream().mapToLong(Long::longValue).sorted().toArray();
        return sorted.length == 0
                ? new Stream(0, 0, incomplete, unavailable)
                : new Stream(
                        sorted[sorted.length / 2], Arrays.stream(sorted).max().orElse(0), incomplete, unavailable);
    }
}
