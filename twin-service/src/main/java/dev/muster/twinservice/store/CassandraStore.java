package dev.muster.twinservice.store;

import com.datastax.oss.driver.api.core.CqlSession;
import dev.muster.ingest.HistoryRow;
import dev.muster.ingest.HistoryWriter;
import dev.muster.ingest.deadline.Sighting;
import dev.muster.twinservice.alarm.AlarmBook;
import dev.muster.twinservice.alarm.AlarmSettings;
import dev.muster.twinservice.alarm.AlarmStatements;
import dev.muster.twinservice.alarm.Alarms;
import dev.muster.twinservice.alarm.CassandraAlarms;
import dev.muster.twinservice.audit.AuditSettings;
import dev.muster.twinservice.audit.AuditStatements;
import dev.muster.twinservice.audit.CassandraCommandAudit;
import dev.muster.twinservice.audit.CassandraCommandStore;
import dev.muster.twinservice.audit.CommandAudit;
import dev.muster.twinservice.command.CommandStore;
import dev.muster.twinservice.latest.LatestStore;
import dev.muster.twinservice.lease.LeaseSettings;
import dev.muster.twinservice.lease.LeaseTables;
import dev.muster.twinservice.lease.cql.CassandraLeaseTables;
import dev.muster.twinservice.lease.cql.LeaseStatements;
import dev.muster.twinservice.store.statement.SelectJournaled;
import dev.muster.twinservice.store.statement.latest.UpsertLastSeen;
import dev.muster.twinservice.store.statement.latest.UpsertValues;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * History, latest values, the audit of commands, alarms and leases in Cassandra, over sessions of its own; Akka's journal has
 * another one on the same cluster. Thread-safe. Nothing is kept in memory and nothing is tried again here: while Cassandra does not answer, stages fail
 * after {@code request-timeout}, and who asked decides. Stages complete on the driver's threads: do no lasting work there.
 */
public final class CassandraStore implements AutoCloseable {
    private final CqlSession session;
    private final SampleHistory history;
    private final UpsertValues upsertValues;
    private final UpsertLastSeen upsertLastSeen;
    private final LatestStore latest;
    private final AuditStatements audit;
    private final AlarmStatements alarms;
    private final LeaseStatements leases;

    /**
     * Prepares all statements; blocking.
     *
     * @param forLeases where nothing else is asked for, so that leases wait for nobody
     */
    CassandraStore(CqlSession session, CqlSession forLeases, StoreSettings settings) {
        this.session = session;
        int batchRowsMax = settings.requests().batchRowsMax();
        history = CassandraHistory.of(session, settings);
        upsertValues = new UpsertValues(session, batchRowsMax);
        upsertLastSeen = new UpsertLastSeen(session, batchRowsMax);
        latest = new CassandraLatest(session, history, settings.requests().readsAtOnce());
        audit = new AuditStatements(session);
        alarms = new AlarmStatements(session);
        leases = LeaseStatements.prepare(forLeases);
    }

    /**
     * Waits for Cassandra, brings the schema to this build's version, and connects. Completes when that is done, however
     * long it takes; fails with a {@link dev.muster.twinservice.store.schema.SchemaConflict} or what else waiting cannot
     * cure. Cancelling the result ends the wait.
     */
    public static CompletableFuture<CassandraStore> connect(StoreSettings settings) {
        return Connecting.start(settings);
    }

    /** Writes history where it is kept, and with the rows that advance their twin the latest values too. */
    public HistoryWriter history() {
        return new Writer();
    }

    public HistoryReader reader() {
        return history.reader();
    }

    public LatestStore latest() {
        return latest;
    }

    /** One for the node: it remembers which lists have which commands. */
    public CommandStore commands(AuditSettings settings) {
        return new CassandraCommandStore(audit, settings);
    }

    public CommandAudit audit(AuditSettings settings) {
        return new CassandraCommandAudit(audit, settings);
    }

    public Alarms alarms(Clock clock, AlarmSettings settings) {
        return new CassandraAlarms(alarms, clock, settings);
    }

    /** What {@link dev.muster.twinservice.alarm.AlarmSweep} reads. */
    public AlarmBook alarmBook() {
        return alarms;
    }

    /** What the leases of this node are made of. */
    public LeaseTables leases(LeaseSettings settings) {
        return new CassandraLeaseTables(leases, settings.session());
    }

    /** See {@link SelectJournaled}. */
    public CompletionStage<Set<String>> journaled(String kind) {
        return SelectJournaled.entities(session, kind);
    }

    private final class Writer implements HistoryWriter {
        @Override
        public CompletionStage<?> write(List<HistoryRow> rows, List<Sighting> sightings) {
            try {
                return CompletableFuture.allOf(
                        history.write(rows).toCompletableFuture(),
                        upsertValues.write(rows).toCompletableFuture(),
                        upsertLastSeen.write(sightings).toCompletableFuture());
            } catch (RuntimeException e) {
                return CompletableFuture.failedFuture(e);
            }
        }

        @Override
        public int rowsPerCall() {
            return history.rowsPerCall();
        }
    }

    /** Lets what is on its way finish; blocking. */
    @Override
    public void close() {
        session.close();
        leases.cassandra().close();
    }
}
