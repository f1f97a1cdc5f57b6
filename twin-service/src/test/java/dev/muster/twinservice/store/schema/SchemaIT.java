package dev.muster.twinservice.store.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import dev.muster.twinservice.store.TestCassandra;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SchemaIT {
    private static final String REPLICATION = "{'class': 'SimpleStrategy', 'replication_factor': 1}";
    private static final SchemaScript FIRST =
            SchemaScript.parse("V001__first.cql", "CREATE TABLE IF NOT EXISTS first (k text PRIMARY KEY);");
    private static final SchemaScript SECOND =
            SchemaScript.parse("V002__second.cql", "CREATE TABLE IF NOT EXISTS second (k text PRIMARY KEY);");

    private static CqlSession session;

    /** Of each test its own, which costs less than to clean up. */
    private final String keyspace =
            "test_schema_" + UUID.randomUUID().toString().substring(0, 8);

    @BeforeAll
    static void open() {
        session = TestCassandra.session();
    }

    @AfterAll
    static void close() {
        session.close();
    }

    @Test
    void shouldApplyEachVersionOnceAndInOrder() throws InterruptedException {
        migrate(FIRST);
        UUID before = session.execute("SELECT claim FROM " + keyspace + ".schema_version WHERE version = 1")
                .one()
                .getUuid(0);

        migrate(FIRST, SECOND);

        assertThat(versions()).containsExactlyInAnyOrder("1 V001__first.cql applied", "2 V002__second.cql applied");
        assertThat(session.execute("SELECT claim FROM " + keyspace + ".schema_version WHERE version = 1")
                        .one()
                        .getUuid(0))
                .isEqualTo(before);
        session.execute("SELECT * FROM " + keyspace + ".second");
    }

    @Test
    void shouldFailWhenAReleasedScriptWasEdited() throws InterruptedException {
        // given
        migrate(FIRST, SECOND);
        SchemaScript edited =
                SchemaScript.parse("V001__first.cql", "CREATE TABLE IF NOT EXISTS first (k text PRIMARY KEY, v text);");

        // then
        assertThatThrownBy(() -> migrate(edited, SECOND))
                .isInstanceOf(SchemaConflict.class)
                .hasMessageContaining("V001__first.cql")
                .hasMessageContaining("never edited");
    }

    @Test
    void shouldLeaveVersionsOfANewerBuildAlone() throws InterruptedException {
        migrate(FIRST, SECOND);

        migrate(FIRST);

        assertThat(versions()).hasSize(2);
    }

    @Test
    void shouldLetOneOfManyNodesThatStartAtOnceApply() throws InterruptedException, ExecutionException {
        // given
        int nodes = 4;
        ExecutorService pool = Executors.newFixedThreadPool(nodes);
        try {
            // when
            Callable<Void> start = () -> {
                try (CqlSession own = TestCassandra.session()) {
                    Schema.migrate(own, keyspace, REPLICATION);
                }
                return null;
            };
            List<Future<Void>> starts = pool.invokeAll(
                    IntStream.range(0, nodes).mapToObj(i -> start).toList());

            // then
            for (Future<Void> started : starts) {
                started.get();
            }
            assertThat(versions()).hasSameSizeAs(Schema.SCRIPTS).allMatch(version -> version.endsWith(" applied"));
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void shouldTakeOverFromANodeThatDiedHalfWay() throws InterruptedException {
        // given a claim whose holder is gone
        migrate(FIRST);
        new SchemaVersions(session, keyspace).claim(SECOND, UUID.randomUUID());

        // when
        new Schema(session, keyspace, List.of(FIRST, SECOND), Duration.ofMillis(500)).migrate(REPLICATION);

        // then
        assertThat(versions()).containsExactlyInAnyOrder("1 V001__first.cql applied", "2 V002__second.cql applied");
        session.execute("SELECT * FROM " + keyspace + ".second");
    }

    private void migrate(SchemaScript... scripts) throws InterruptedException {
        new Schema(session, keyspace, List.of(scripts), Duration.ofSeconds(30)).migrate(REPLICATION);
    }

    private List<String> versions() {
        return session.execute("SELECT version, script, applied_at FROM " + keyspace + ".schema_version").all().stream()
                .map(SchemaIT::shown)
                .toList();
    }

    private static String shown(Row row) {
        return row.getInt(0) + " " + row.getString(1) + (row.getInstant(2) == null ? " begun" : " applied");
    }
}
