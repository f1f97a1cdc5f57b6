package dev.muster.twinservice.cluster;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Whether this process stood still for so long that the others have given it up. It would find out from what it does not hear of
 * them; until then it would take back its partitions of Kafka, and keep them from those who have its twins. One thread at a time.
 */
final class StandStill {
    /** Nodes hear of each other once a second, and agree a little later. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    private final long longestNanos;
    private final LongSupplier nanos;
    private long lastNanos;

    /** @param nanos a clock that goes on meanwhile, as {@link System#nanoTime} */
    StandStill(ClusterSettings settings, LongSupplier nanos) {
        this.longestNanos =
                settings.detectAfter().plus(settings.stableAfter()).plus(GRACE).toNanos();
        this.nanos = nanos;
        this.lastNanos = nanos.getAsLong();
    }

    /** To be asked about once a second: whether it was not asked for so long. */
    boolean wasTooLong() {
        long now = nanos.getAsLong();
        boolean tooLong = now - lastNanos > longestNanos;
        lastNanos = now;
        return tooLong;
    }
}
