package dev.muster.twinservice;

import com.typesafe.config.Config;
import dev.muster.ingest.IngestProbe;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * For fault tests: halts the process, as {@code kill -9} would, when so many batches have come to the point where their twins
 * have answered and nothing of them is written.
 */
final class FaultProbe implements IngestProbe {
    private static final int LIKE_KILL_9 = 137;

    private final AtomicInteger batchesLeft;

    private FaultProbe(int batches) {
        this.batchesLeft = new AtomicInteger(batches);
    }

    /** {@code muster.fault.halt-before-history}: 0 for never. */
    static IngestProbe from(Config config) {
        int batches = config.getInt("muster.fault.halt-before-history");
        return batches == 0 ? IngestProbe.NONE : new FaultProbe(batches);
    }

    @Override
    public void twinsAnswered(int partition, long firstOffset, long lastOffset) {
        if (batchesLeft.decrementAndGet() == 0) {
            Runtime.getRuntime().halt(LIKE_KILL_9);
        }
    }
}
