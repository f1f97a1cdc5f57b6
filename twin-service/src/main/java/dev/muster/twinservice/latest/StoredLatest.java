package dev.muster.twinservice.latest;

import dev.muster.aggregation.MemberRegisters;
import dev.muster.aggregation.SignalValue;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * All that the tables of latest values hold of one asset.
 *
 * @param lastSeen the greatest arrival of any record of its sources; {@code null}: nothing was ever received of it
 */
public record StoredLatest(
        MemberRegisters registers, @Nullable Instant lastSeen) {
    /** Arrivals that registers tell count as well. */
    public StoredLatest {
        for (SignalValue value : registers.values().values()) {
            lastSeen = later(lastSeen, value.receivedAt());
        }
    }

    /** What both say. */
    public StoredLatest merge(StoredLatest other) {
        return new StoredLatest(registers.merge(other.registers), later(lastSeen, other.lastSeen));
    }

    private static @Nullable Instant later(@Nullable Instant one, @Nullable Instant other) {
        if (one == null) {
            return other;
        }
        return other == null || one.isAfter(other) ? one : other;
    }
}
