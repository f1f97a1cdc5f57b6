package dev.muster.twinservice.connectivity;

import dev.muster.assetmodel.identity.SourceId;
import java.time.Instant;

/**
 * The newest session known of an asset. One is enough: an older one can no longer change anything.
 *
 * @param epoch grows with every session of a source; epochs of different sources do not compare
 * @param at when it opened, or closed; the broker's clock
 */
public record Session(SourceId source, long epoch, boolean open, Instant at) {
    /** Whether a notice speaks of a session that this one has overtaken. */
    boolean overtook(SourceId otherSource, long otherEpoch, Instant receivedAt) {
        return source.equals(otherSource) ? otherEpoch < epoch : !receivedAt.isAfter(at);
    }

    boolean is(SourceId otherSource, long otherEpoch) {
        return source.equals(otherSource) && otherEpoch == epoch;
    }
}
