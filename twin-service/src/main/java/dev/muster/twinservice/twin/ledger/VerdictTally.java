package dev.muster.twinservice.twin.ledger;

import dev.muster.ingest.Verdict;

/**
 * Counts verdicts since the twin woke. Their sum is the number of observations answered; ingest keeps the account that has to
 * close, this one shows a single device's habits.
 */
public final class VerdictTally {
    private long accepted;
    private long duplicate;
    private long late;
    private long refused;

    /** How many observations got which verdict. */
    public record Counts(long accepted, long duplicate, long late, long refused) {}

    /** Counts, and returns {@code verdict}. */
    public Verdict count(Verdict verdict) {
        if (verdict instanceof Verdict.Accepted) {
            accepted++;
        } else if (verdict instanceof Verdict.Duplicate) {
            duplicate++;
        } else if (verdict instanceof Verdict.Late) {
            late++;
        } else {
            refused++;
        }
        return verdict;
    }

    public Counts counts() {
        return new Counts(accepted, duplicate, late, refused);
    }
}
