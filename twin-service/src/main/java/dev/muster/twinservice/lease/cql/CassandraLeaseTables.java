package dev.muster.twinservice.lease.cql;

import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import dev.muster.twinservice.lease.LeaseRow;
import dev.muster.twinservice.lease.LeaseSettings;
import dev.muster.twinservice.lease.LeaseTables;
import dev.muster.twinservice.lease.SessionId;
import dev.muster.twinservice.store.statement.AllPages;
import java.time.Duration;
import java.util.Collection;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@link LeaseTables} over the tables {@code node_session} and {@code shard_lease}. Thread-safe. */
public final class CassandraLeaseTables implements LeaseTables {
    private final LeaseStatements statements;
    private final Duration lives;
    private final Duration remembered;
    /** What comes later than this renews nothing any more. */
    private final Duration timeout;

    public CassandraLeaseTables(LeaseStatements statements, LeaseSettings.Session settings) {
        this.statements = statements;
        this.lives = settings.ttl();
        this.remembered = settings.remembered();
        this.timeout = settings.sureFor();
    }

    @Override
    public CompletionStage<Collection<SessionId>> liveAt(String address) {
        BoundStatement statement = statements
                .sessions()
                .liveAt()
                .boundStatementBuilder()
                .setString("address", address)
                .setConsistencyLevel(DefaultConsistencyLevel.LOCAL_SERIAL)
                .setTimeout(timeout)
                .build();
        return AllPages.read(statements.cassandra(), statement, Function.identity())
                .thenApplyAsync(
                        rows -> rows.stream()
                                .filter(row -> LeaseStatements.LIVE.equals(row.getString("state")))
                                .map(row -> new SessionId(address, Objects.requireNonNull(row.getUuid("incarnation"))))
                                .toList(),
                        Runnable::run);
    }

    @Override
    public CompletionStage<Changed<SessionRow>> begin(SessionId session) {
        return change(statements.sessions().begin(), session, lives, SessionRow.LIVE);
    }

    @Override
    public CompletionStage<Changed<SessionRow>> renew(SessionId session) {
        return change(statements.sessions().renew(), session, lives, SessionRow.LIVE);
    }

    @Override
    public CompletionStage<Changed<SessionRow>> endExpired(SessionId session) {
        return change(statements.sessions().endExpired(), session, remembered, SessionRow.ENDED);
    }

    @Override
    public CompletionStage<Changed<SessionRow>> endLive(SessionId session) {
        return change(statements.sessions().endLive(), session, remembered, SessionRow.ENDED);
    }

    private CompletionStage<Changed<SessionRow>> change(
            PreparedStatement statement, SessionId session, Duration timeToLive, SessionRow made) {
        return ask(statement
                        .bind()
                        .setString("address", session.address())
                        .setUuid("incarnation", session.incarnation())
                        .setInt("ttl", Math.toIntExact(timeToLive.toSeconds())))
                .thenApplyAsync(
                        result -> result.wasApplied() ? new Changed<>(true, made) : new Changed<>(false, found(result)),
                        Runnable::run);
    }

    private static SessionRow found(AsyncResultSet refused) {
        Row row = refused.one();
        String state = row == null || !row.getColumnDefinitions().contains("state") ? null : row.getString("state");
        if (state == null) {
            return SessionRow.ABSENT;
        }
        return state.equals(LeaseStatements.LIVE) ? SessionRow.LIVE : SessionRow.ENDED;
    }

    @Override
    public CompletionStage<LeaseRow> read(String lease) {
        return ask(statements.leases().read().bind().setString("name", lease))
                .thenApplyAsync(page -> row(page.one()), Runnable::run);
    }

    @Override
    public CompletionStage<Changed<LeaseRow>> swap(String lease, LeaseRow next) {
        return ask(next.version() == 1 ? first(lease, next) : following(lease, next))
                .thenComposeAsync(
                        result -> result.wasApplied()
                                ? CompletableFuture.completedFuture(new Changed<>(true, next))
                                : latest(lease).thenApplyAsync(row -> new Changed<>(false, row), Runnable::run),
                        Runnable::run);
    }

    private BoundStatement first(String lease, LeaseRow next) {
        return owned(statements.leases().insert().bind(), next.owner())
                .setString("name", lease)
                .setLong("version", next.version());
    }

    private BoundStatement following(String lease, LeaseRow next) {
        return owned(statements.leases().update().bind(), next.owner())
                .setString("name", lease)
                .setLong("version", next.version())
                .setLong("before", next.version() - 1);
    }

    private static BoundStatement owned(BoundStatement statement, @Nullable SessionId owner) {
        return statement
                .setString("address", owner == null ? null : owner.address())
                .setUuid("incarnation", owner == null ? null : owner.incarnation());
    }

    /** With whatever is under way completed first. */
    private CompletionStage<LeaseRow> latest(String lease) {
        return ask(statements
                        .leases()
                        .read()
                        .bind()
                        .setString("name", lease)
                        .setConsistencyLevel(DefaultConsistencyLevel.LOCAL_SERIAL))
                .thenApplyAsync(page -> row(page.one()), Runnable::run);
    }

    private CompletionStage<AsyncResultSet> ask(BoundStatement statement) {
        return statements.cassandra().executeAsync(statement.setTimeout(timeout));
    }

    private static LeaseRow row(@Nullable Row row) {
        if (row == null) {
            return LeaseRow.ABSENT;
        }
        String address = row.getString("address");
        UUID incarnation = row.getUuid("incarnation");
        return new LeaseRow(
                address == null || incarnation == null ? null : new SessionId(address, incarnation),
                row.getLong("version"));
    }
}
