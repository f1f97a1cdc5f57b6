package dev.muster.aggregation;

import dev.muster.assetmodel.connectivity.Connectivity;
import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;

/**
 * The status register of a member, ordered by the sequence number of the twin's journal. One journal never says two
 * things under one number; the other criteria make the order total all the same.
 *
 * @param since when the member came to be so, by the broker's clock
 */
public record StatusRegister(Connectivity connectivity, Instant since, long journalSequence)
        implements Comparable<StatusRegister> {
    private static final Comparator<StatusRegister> ORDER = Comparator.comparingLong(StatusRegister::journalSequence)
            .thenComparing(StatusRegister::since)
            .thenComparing(StatusRegister::connectivity);

    public StatusRegister {
        Objects.requireNonNull(connectivity, "Expected a connectivity but got none");
        Objects.requireNonNull(since, "Expected since but got none");
    }

    @Override
    public int compareTo(StatusRegister other) {
        return ORDER.compare(this, other);
    }

    /** The greater of the two. */
    public static StatusRegister later(StatusRegister one, StatusRegister other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
