package dev.muster.twinservice.store.schema;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.ResultSet;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import dev.muster.twinservice.store.schema.SchemaVersions.Entry;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a keyspace to this build's version: every script once, in order, in one node at a time. Each version is claimed
 * in {@code schema_version} before it is applied; other nodes wait for the claim's holder, and take over when it does not
 * finish. A version that was applied from another text is a {@link SchemaConflict}: a script that was released is never
 * edited, a new one follows it. Versions newer than this build's are left alone, so that nodes can be upgraded one by
 * one: a new script only adds.
 *
 * <p>Blocking; one instance per start. Failures of the cluster come out as {@link SchemaDisagreement} or the driver's
 * exceptions and can be tried again.
 */
public final class Schema {
    /** In order. A test compares them with the files. */
    static final List<String> SCRIPTS = List.of(
            "V001__journal.cql",
            "V002__history.cql",
            "V003__latest.cql",
            "V004__presence.cql",
            "V005__commands.cql",
            "V006__alarms.cql",
            "V007__leases.cql");

    static final String FOLDER = "/dev/muster/twinservice/store/";

    private static final Logger LOG = LoggerFactory.getLogger(Schema.class);
    private static final Duration POLL = Duration.ofMillis(250);
    /** Creating a few tables takes a second or two; who needs so long has died. */
    private static final Duration CLAIM_ABANDONED_AFTER = Duration.ofSeconds(30);

    private static final Duration AGREEMENT_WITHIN = Duration.ofSeconds(30);

    private final CqlSession session;
    private final String keyspace;
    private final List<SchemaScript> scripts;
    private final Duration claimAbandonedAfter;
    private final SchemaVersions versions;

    Schema(CqlSession session, String keyspace, List<SchemaScript> scripts, Duration claimAbandonedAfter) {
        this.session = session;
        this.keyspace = keyspace;
        this.scripts = scripts;
        this.claimAbandonedAfter = claimAbandonedAfter;
        this.versions = new SchemaVersions(session, keyspace);
    }

    /**
     * Makes the keyspace when it is not there, then what is missing in it.
     *
     * @param session without a keyspace of its own
     * @param replication a map as CQL has it, for example <code>{'class': 'SimpleStrategy', 'replication_factor': 1}</code>
     */
    public static void migrate(CqlSession session, String keyspace, String replication) throws InterruptedException {
        List<SchemaScript> scripts =
                SCRIPTS.stream().map(name -> SchemaScript.load(FOLDER, name)).toList();
        new Schema(session, keyspace, scripts, CLAIM_ABANDONED_AFTER).migrate(replication);
    }

    void migrate(String replication) throws InterruptedException {
        define("CREATE KEYSPACE IF NOT EXISTS %s WITH replication = %s".formatted(keyspace, replication));
        versions.createTable();
        awaitAgreement();
        for (SchemaScript script : scripts) {
            bringTo(script);
        }
    }

    private void bringTo(SchemaScript script) throws InterruptedException {
        UUID mine = UUID.randomUUID();
        UUID watched = mine;
        long watchedSinceNanos = System.nanoTime();
        while (true) {
            Entry entry = versions.find(script.version());
            if (entry != null && entry.applied()) {
                check(script, entry);
                return;
            }
            if (entry == null) {
                if (versions.claim(script, mine)) {
                    apply(script, mine);
                    return;
                }
            } else if (!entry.claim().equals(watched)) {
                watched = entry.claim();
                watchedSinceNanos = System.nanoTime();
            } else if (System.nanoTime() - watchedSinceNanos > claimAbandonedAfter.toNanos()
                    && versions.takeOver(script, watched, mine)) {
                LOG.warn(
                        "Schema {}: {} was not finished by the node that began it; taking over",
                        keyspace,
                        script.name());
                apply(script, mine);
                return;
            }
            TimeUnit.NANOSECONDS.sleep(POLL.toNanos());
        }
    }

    private void apply(SchemaScript script, UUID claim) throws InterruptedException {
        for (String statement : script.statements()) {
            // Scripts name tables without a keyspace, so that its name can be a setting.
            ResultSet result = session.execute(
                    SimpleStatement.newInstance(statement).setKeyspace(keyspace).setTimeout(AGREEMENT_WITHIN));
            if (!result.getExecutionInfo().isSchemaInAgreement()) {
                awaitAgreement();
            }
        }
        if (versions.applied(script, claim)) {
            LOG.info("Schema {}: applied {}", keyspace, script.name());
        }
    }

    private void check(SchemaScript script, Entry entry) {
        if (!entry.checksum().equals(script.checksum())) {
            throw new SchemaConflict(
                    "Expected that version %d of keyspace %s was made by %s as it is in this build (SHA-256 %s) but it was made by another text (SHA-256 %s). A released script is never edited: restore it, and put the change into a new version"
                            .formatted(script.version(), keyspace, script.name(), script.checksum(), entry.checksum()));
        }
    }

    private void define(String statement) throws InterruptedException {
        session.execute(SimpleStatement.newInstance(statement).setTimeout(AGREEMENT_WITHIN));
        awaitAgreement();
    }

    private void awaitAgreement() throws InterruptedException {
        long startNanos = System.nanoTime();
        while (!session.checkSchemaAgreement()) {
            if (System.nanoTime() - startNanos > AGREEMENT_WITHIN.toNanos()) {
                throw new SchemaDisagreement(AGREEMENT_WITHIN);
            }
            TimeUnit.NANOSECONDS.sleep(POLL.toNanos());
        }
    }
}
