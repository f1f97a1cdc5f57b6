package dev.muster.loadtest.ledger;

import dev.muster.assetmodel.identity.AssetId;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a group's total must be, from what was sent.
 *
 * @param micros exact, generation positive
 * @param expected how many units should report
 * @param missing who of them does not, and why
 */
public record LedgerTotal(Instant asOf, long micros, int expected, SortedMap<AssetId, AbsenceReason> missing) {
    public LedgerTotal {
        missing = Collections.unmodifiableSortedMap(new TreeMap<>(missing));
    }

    public int reporting() {
        return expected - missing.size();
    }
}
