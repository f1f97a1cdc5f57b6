package dev.muster.ingest;

/**
 * Where a fault test puts its finger: called on a stream's thread when the twins have answered for a batch and before any of
 * it is written. In production {@link #NONE}.
 */
@FunctionalInterface
public interface IngestProbe {
    /** Does nothing. */
    IngestProbe NONE = (partition, firstOffset, lastOffset) -> {};

    void twinsAnswered(int partition, long firstOffset, long lastOffset);
}
