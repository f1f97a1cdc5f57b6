package dev.muster.ingest.deadline;

import java.time.Instant;
import java.util.Objects;

/**
 * What was stored of a source before this node took its partition up.
 *
 * @param lastSeen greatest arrival that was stored
 * @param offline its twin is known to be offline since then, and need not be told
 */
public record Seed(Instant lastSeen, boolean offline) {
    public Seed {
        Objects.requireNonNull(lastSeen, "lastSeen");
    }
}
