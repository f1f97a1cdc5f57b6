package dev.muster.aggregation;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.muster.assetmodel.connectivity.Connectivity;
import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The status register of a member, ordered by the sequence number of the twin's journal. One journal never says two
 * things under one number; the other criteria make the order total all the same.
 *
 * @param since when the member came to be so, by the broker's clock
 * @param work when maintenance ends by itself, and what the member is then: nobody has to wake its twin to say so;
 *     {@code null}: no maintenance, or one with an open end
 */
public record StatusRegister(
        Connectivity connectivity,
        Instant since,
        long journalSequence,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Work work)
        implements Comparable<StatusRegister> {
    private static final Comparator<Work> WORK_ORDER =
            Comparator.comparing(Work::until).thenComparing(Work::then).thenComparing(Work::thenSince);
    private static final Comparator<StatusRegister> ORDER = Comparator.comparingLong(StatusRegister::journalSequence)
            .thenComparing(StatusRegister::since)
            .thenComparing(StatusRegister::connectivity)
            .thenComparing(StatusRegister::work, Comparator.nullsFirst(WORK_ORDER));

    /**
     * The end of maintenance.
     *
     * @param until from this moment on the member is {@code then}
     * @param thenSince since when it is to be called so, by the broker's clock; may lie before {@code until}: who was
     *     offline before the work is offline since then
     */
    public record Work(Instant until, Connectivity then, Instant thenSince) {
        public Work {
            Objects.requireNonNull(until, "Expected until but got none");
            Objects.requireNonNull(then, "Expected a connectivity after the work but got none");
            Objects.requireNonNull(thenSince, "Expected since when after the work but got none");
            if (then == Connectivity.MAINTENANCE) {
                throw new IllegalArgumentException("Expected the work to end but got maintenance after it");
            }
        }
    }

    public StatusRegister {
        Objects.requireNonNull(connectivity, "Expected a connectivity but got none");
        Objects.requireNonNull(since, "Expected since but got none");
        if (work != null && connectivity != Connectivity.MAINTENANCE) {
            throw new IllegalArgumentException(
                    "Expected work under maintenance only but got it under %s".formatted(connectivity));
        }
    }

    /** A status that only the twin ends. */
    public StatusRegister(Connectivity connectivity, Instant since, long journalSequence) {
        this(connectivity, since, journalSequence, null);
    }

    /** The status in force: this one, or what comes after its work once that is over. */
    public StatusRegister at(Instant now) {
        return work == null || now.isBefore(work.until)
                ? this
                : new StatusRegister(work.then, work.thenSince, journalSequence);
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
