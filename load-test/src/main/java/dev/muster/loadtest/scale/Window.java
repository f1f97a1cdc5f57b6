package dev.muster.loadtest.scale;

import java.time.Duration;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * What happened in some time.
 *
 * @param records of telemetry that nodes were done with; each is a sample
 * @param nodes processor time of all of them
 */
record Window(Duration lasted, Traffic traffic, long records, Duration nodes, Duration kafka, Duration cassandra) {
    double seconds() {
        return lasted.toNanos() / 1e9;
    }

    double perSecond(ToDoubleFunction<Window> what) {
        return what.applyAsDouble(this) / seconds();
    }

    /** All of it by the samples, whatever it was for. */
    double perSample(ToDoubleFunction<Window> what) {
        return what.applyAsDouble(this) / records;
    }

    /** What the samples were the reason of: without what {@code rest}, in which there were none, would have had in the same time. */
    double marginalPerSample(Window rest, ToDoubleFunction<Window> what) {
        return (what.applyAsDouble(this) - rest.perSecond(what) * seconds()) / records;
    }

    static ToDoubleFunction<Window> millis(Function<Window, Duration> of) {
        return window -> of.apply(window).toNanos() / 1e6;
    }

    double messages() {
        return traffic.total().messages();
    }

    double bytes() {
        return traffic.total().bytes();
    }
}
