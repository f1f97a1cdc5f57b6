package dev.muster.twinservice.lease.cql;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;

/**
 * The statements over {@code node_session} and {@code shard_lease}, and the session that they were prepared in: one of its own, where
 * renewals do not queue behind history.
 */
public record LeaseStatements(CqlSession cassandra, Sessions sessions, Leases leases) {
    static final String LIVE = "live";

    /** Of {@code node_session}. */
    record Sessions(
            PreparedStatement liveAt,
            PreparedStatement begin,
            PreparedStatement renew,
            PreparedStatement endExpired,
            PreparedStatement endLive) {}

    /** Of {@code shard_lease}. */
    record Leases(PreparedStatement read, PreparedStatement insert, PreparedStatement update) {}

    /** Blocking. */
    public static LeaseStatements prepare(CqlSession cassandra) {
        String insert = "INSERT INTO node_session (address, incarnation, state)"
                + " VALUES (:address, :incarnation, '%s') IF NOT EXISTS USING TTL :ttl";
        String update = "UPDATE node_session USING TTL :ttl SET state = '%s'"
                + " WHERE address = :address AND incarnation = :incarnation IF state = 'live'";
        return new LeaseStatements(
                cassandra,
                new Sessions(
                        cassandra.prepare("SELECT incarnation, state FROM node_session WHERE address = :address"),
                        cassandra.prepare(insert.formatted(LIVE)),
                        cassandra.prepare(update.formatted(LIVE)),
                        cassandra.prepare(insert.formatted("ended")),
                        cassandra.prepare(update.formatted("ended"))),
                new Leases(
                        cassandra.prepare("SELECT address, incarnation, version FROM shard_lease WHERE name = :name"),
                        cassandra.prepare("INSERT INTO shard_lease (name, address, incarnation, version)"
                                + " VALUES (:name, :address, :incarnation, :version) IF NOT EXISTS"),
                        cassandra.prepare("UPDATE shard_lease SET address = :address, incarnation = :incarnation,"
                                + " version = :version WHERE name = :name IF version = :before")));
    }
}
