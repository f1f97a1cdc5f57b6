package dev.muster.aggregation;

import java.util.Set;

/**
 * Port: which nodes cannot be heard, as this node sees the cluster. Who spoke from there last says nothing any more, long
 * before silence alone would tell.
 *
 * <p>Thread-safe, cheap, never blocks: asked by every aggregator with every message and tick.
 */
public interface Nodes {
    /** The name of this node: no other process has it, not even a later one on the same address. */
    String self();

    /**
     * Names of nodes that are silent, or were given up. The same instance until it changes. Who is not known, because it
     * has just joined or has left in peace, is not among them.
     */
    Set<String> unreachable();
}
