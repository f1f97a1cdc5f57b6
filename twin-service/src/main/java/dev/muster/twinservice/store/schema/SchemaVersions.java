package dev.muster.twinservice.store.schema;

import com.datastax.oss.driver.api.core.ConsistencyLevel;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The table {@code schema_version}: which versions are applied, or being applied and by whom. Every change is conditional
 * (Paxos), so that of several nodes one wins. Blocking; not thread-safe.
 */
final class SchemaVersions {
    /**
     * @param claim of the node that applies it, or did
     * @param applied whether that is finished
     */
    record Entry(String checksum, UUID claim, boolean applied) {}

    private final CqlSession session;
    private final String table;

    SchemaVersions(CqlSession session, String keyspace) {
        this.session = session;
        this.table = keyspace + ".schema_version";
    }

    /**
     * The one table whose making nothing can guard. Two nodes that make it at once would each draw an id for it, and the
     * cluster would have to live with both; so the id is given.
     */
    void createTable() {
        UUID id = UUID.nameUUIDFromBytes(table.getBytes(StandardCharsets.UTF_8));
        session.execute(
                SimpleStatement.newInstance(("CREATE TABLE IF NOT EXISTS %s (version int PRIMARY KEY, script text,"
                                + " checksum text, claim uuid, claimed_at timestamp, applied_at timestamp) WITH id = %s")
                        .formatted(table, id)));
    }

    @Nullable
    Entry find(int version) {
        Row row = session.execute(SimpleStatement.builder(
                                "SELECT checksum, claim, applied_at FROM " + table + " WHERE version = ?")
                        .addPositionalValue(version)
                        .setConsistencyLevel(ConsistencyLevel.SERIAL)
                        .build())
                .one();
        return row == null
                ? null
                : new Entry(
                        String.valueOf(row.getString("checksum")),
                        row.getUuid("claim"),
                        row.getInstant("applied_at") != null);
    }

    /** Whether {@code claim} now stands for a version that nobody had claimed. */
    boolean claim(SchemaScript script, UUID claim) {
        return wins(
                "INSERT INTO %s (version, script, checksum, claim, claimed_at) VALUES (?, ?, ?, ?, toTimestamp(now())) IF NOT EXISTS",
                script.version(), script.name(), script.checksum(), claim);
    }

    /** Whether {@code claim} now stands in the place of {@code abandoned}. */
    boolean takeOver(SchemaScript script, UUID abandoned, UUID claim) {
        return wins(
                "UPDATE %s SET checksum = ?, claim = ?, claimed_at = toTimestamp(now()) WHERE version = ? IF claim = ? AND applied_at = null",
                script.checksum(), claim, script.version(), abandoned);
    }

    /** Whether the version counts as applied by {@code claim}; not when another node took over meanwhile. */
    boolean applied(SchemaScript script, UUID claim) {
        return wins(
                "UPDATE %s SET applied_at = toTimestamp(now()) WHERE version = ? IF claim = ?",
                script.version(), claim);
    }

    private boolean wins(String conditional, Object... values) {
        return session.execute(SimpleStatement.builder(conditional.formatted(table))
                        .addPositionalValues(values)
                        // Sent twice, the second would lose against the first.
                        .setIdempotence(false)
                        .build())
                .wasApplied();
    }
}
