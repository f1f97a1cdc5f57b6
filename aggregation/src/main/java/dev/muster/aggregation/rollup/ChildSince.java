package dev.muster.aggregation.rollup;

import dev.muster.aggregation.MissingReason;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a parent can say of a child group that does not speak for itself.
 *
 * @param heard when it was last heard of; never: since when it was expected
 * @param recovering since when it does not speak of the members that the parent expects in it; {@code null}: it does
 */
public record ChildSince(Instant heard, @Nullable Instant recovering) {
    /** Since when its members are missing for {@code reason}, one of unreachable and recovering. */
    public Instant of(MissingReason reason) {
        return reason == MissingReason.RECOVERING && recovering != null ? recovering : heard;
    }
}
