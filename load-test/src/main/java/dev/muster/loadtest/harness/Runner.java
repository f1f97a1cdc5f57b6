package dev.muster.loadtest.harness;

import dev.muster.assetmodel.identity.HierarchyId;
import dev.muster.loadtest.bench.RootTotal;
import dev.muster.loadtest.bench.Round;
import dev.muster.loadtest.harness.figure.Contender;
import java.util.Map;

/** One of those who are measured, started once and warm between its turns, in which it reads a topic of its own. Not thread-safe. */
interface Runner extends AutoCloseable {
    Contender contender();

    String topic();

    /** Whose processor time is its own. */
    long pid();

    /** Greatest heap of its process. */
    String heap();

    /**
     * Returns when all records are read, what becomes of them is done, and totals are as far; with what stands at the roots. The
     * records become visible just before.
     */
    Map<HierarchyId, RootTotal> read(Round round);

    /** After the last round: {@code records} of all rounds were each taken once, as far as it counts them; otherwise it throws. */
    default void requireAll(long records) {}

    @Override
    void close();
}
