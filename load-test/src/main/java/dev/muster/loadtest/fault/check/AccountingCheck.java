package dev.muster.loadtest.fault.check;

import java.util.List;

/** Per partition {@code received = accepted + duplicate + late + quarantined + rejected}, on the node that says so. */
public final class AccountingCheck {
    private AccountingCheck() {}

    public static List<Breach> breaches(int node, List<PartitionCount> counts) {
        return counts.stream()
                .filter(count -> count.received() != count.sum())
                .map(count -> new Breach(
                        Breach.Kind.ACCOUNTING_OPEN,
                        "node %d, partition %d: received %d, but what became of them makes %d: %s"
                                .formatted(node, count.partition(), count.received(), count.sum(), count.outcomes())))
                .toList();
    }
}
