package dev.muster.twinservice.lease;

import org.jspecify.annotations.Nullable;

/**
 * A lease as Cassandra has it.
 *
 * @param owner {@code null}: it is free
 * @param version grows by one with every change, and a change names the version that it was made for. So a change that is late (its
 *     node was paused, its request was stuck) finds another version and does nothing
 */
public record LeaseRow(@Nullable SessionId owner, long version) {
    /** There is no row. */
    public static final LeaseRow ABSENT = new LeaseRow(null, 0);

    public LeaseRow ownedBy(@Nullable SessionId next) {
        return new LeaseRow(next, version + 1);
    }
}
