package dev.muster.assetmodel.view;

import dev.muster.assetmodel.identity.SignalName;
import java.util.Map;

/**
 * All expected members below a group, at any depth.
 *
 * @param fingerprint the same on all nodes for the same set of members, 0 for none; sums and differences of fingerprints
 *     are those of disjoint unions and of subsets
 * @param signals only those that at least one member should report
 */
public record Subtree(long fingerprint, Map<SignalName, Expectation> signals) {
    /** Of nobody. */
    public static final Subtree EMPTY = new Subtree(0, Map.of());
}
