package dev.muster.twinservice.audit;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BoundStatementBuilder;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.CommandId;
import dev.muster.twinservice.audit.AuditQuery.Listed;
import dev.muster.twinservice.command.CommandRecord;
import dev.muster.twinservice.command.CommandRecordCodec;
import dev.muster.twinservice.store.statement.AllPages;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** What is asked of the tables {@code command}, {@code command_listed} and {@code command_days}. Thread-safe. */
public final class AuditStatements {
    /**
     * How much longer it is known that a partition holds something than its first row lives: rows of one day are written
     * within it, or soon after.
     */
    private static final Duration DAYS_OUTLIVE_ROWS = Duration.ofDays(2);

    private final CqlSession session;
    private final PreparedStatement upsert;
    private final PreparedStatement insertListed;
    private final PreparedStatement insertDay;
    private final PreparedStatement selectOne;
    private final PreparedStatement selectDays;
    private final PreparedStatement selectListed;
    private final PreparedStatement selectListedAfter;

    /** Prepares the statements; blocking. */
    public AuditStatements(CqlSession session) {
        this.session = session;
        upsert = session.prepare("INSERT INTO command (asset, id, record) VALUES (:asset, :id, :record)"
                + " USING TIMESTAMP :version AND TTL :ttl");
        insertListed = session.prepare("INSERT INTO command_listed (listed, day, shard, accepted_at, asset, id)"
                + " VALUES (:listed, :day, :shard, :accepted_at, :asset, :id) USING TTL :ttl");
        insertDay = session.prepare(
                "INSERT INTO command_days (listed, day, shard) VALUES (:listed, :day, :shard) USING TTL :ttl");
        selectOne = session.prepare("SELECT record FROM command WHERE asset = :asset AND id = :id");
        selectDays = session.prepare("SELECT day, shard FROM command_days"
                + " WHERE listed = :listed AND day >= :from_day AND day <= :to_day");
        String listed = "SELECT accepted_at, asset, id FROM command_listed"
                + " WHERE listed = :listed AND day = :day AND shard = :shard";
        selectListed =
                session.prepare(listed + " AND accepted_at >= :from_time AND accepted_at < :to_time LIMIT :row_limit");
        selectListedAfter = session.prepare(listed
                + " AND (accepted_at) >= (:from_time)"
                + " AND (accepted_at, asset, id) < (:accepted_at, :after_asset, :after_id) LIMIT :row_limit");
    }

    /** One partition of a list. */
    record Part(int day, int shard) {}

    /** Completes when the stored record is at least as new as this one. */
    CompletionStage<?> upsert(CommandRecord written, Duration retention) {
        return session.executeAsync(upsert.boundStatementBuilder()
                .setString("asset", written.asset().value())
                .setString("id", written.id().value())
                .setBytesUnsafe("record", ByteBuffer.wrap(CommandRecordCodec.encode(written)))
                .setLong("version", version(written))
                .setInt("ttl", seconds(retention))
                .build());
    }

    /**
     * Grows with everything that becomes of a command: with each transition, and in between when it is released, and when
     * its place on the topic is known. Cassandra keeps the record with the greatest.
     */
    static long version(CommandRecord known) {
        return known.transitions().size() * 4L + (known.released() == null ? 0 : 1) + (known.sent() == null ? 0 : 1);
    }

    CompletionStage<?> insertDay(Listed listed, Part part, Duration retention) {
        Duration kept = retention.isZero() ? retention : retention.plus(DAYS_OUTLIVE_ROWS);
        return session.executeAsync(
                bound(insertDay, listed, part).setInt("ttl", seconds(kept)).build());
    }

    CompletionStage<?> insertListed(Listed listed, AuditPosition position, Duration retention) {
        return session.executeAsync(bound(insertListed, listed, part(position))
                .setInstant("accepted_at", position.acceptedAt())
                .setString("asset", position.asset().value())
                .setString("id", position.id().value())
                .setInt("ttl", seconds(retention))
                .build());
    }

    static Part part(AuditPosition position) {
        return new Part(AuditQuery.day(position.acceptedAt()), AuditShard.of(position.asset()));
    }

    CompletionStage<Optional<CommandRecord>> one(AssetId asset, CommandId id) {
        return session.executeAsync(selectOne
                        .boundStatementBuilder()
                        .setString("asset", asset.value())
                        .setString("id", id.value())
                        .build())
                .thenApplyAsync(page -> Optional.ofNullable(page.one()).map(AuditStatements::command), Runnable::run);
    }

    /** The partitions that hold anything, newest day first. */
    CompletionStage<List<Part>> parts(Listed listed, int fromDay, int toDay) {
        return AllPages.read(
                session,
                selectDays
                        .boundStatementBuilder()
                        .setString("listed", listed.toString())
                        .setInt("from_day", fromDay)
                        .setInt("to_day", toDay)
                        .build(),
                row -> new Part(row.getInt("day"), row.getInt("shard")));
    }

    /** The first {@code limit} of a partition, newest first, in {@code [from, to)} and behind {@code after}. */
    CompletionStage<List<AuditPosition>> listed(
            Listed listed, Part part, Instant from, Instant to, @Nullable AuditPosition after, int limit) {
        BoundStatementBuilder bound = after == null
                ? bound(selectListed, listed, part).setInstant("to_time", to)
                : bound(selectListedAfter, listed, part)
                        .setInstant("accepted_at", after.acceptedAt())
                        .setString("after_asset", after.asset().value())
                        .setString("after_id", after.id().value());
        return AllPages.read(
                session,
                bound.setInstant("from_time", from).setInt("row_limit", limit).build(),
                AuditStatements::position);
    }

    private static BoundStatementBuilder bound(PreparedStatement statement, Listed listed, Part part) {
        return statement
                .boundStatementBuilder()
                .setString("listed", listed.toString())
                .setInt("day", part.day)
                .setInt("shard", part.shard);
    }

    private static int seconds(Duration timeToLive) {
        return Math.toIntExact(timeToLive.toSeconds());
    }

    private static CommandRecord command(Row row) {
        ByteBuffer stored = Objects.requireNonNull(row.getBytesUnsafe("record"), "Expected a record in each row");
        byte[] bytes = new byte[stored.remaining()];
        stored.get(bytes);
        return CommandRecordCodec.decode(bytes);
    }

    private static AuditPosition position(Row row) {
        return new AuditPosition(
                Objects.requireNonNull(row.getInstant("accepted_at")),
                new AssetId(Objects.requireNonNull(row.getString("asset"))),
                new CommandId(Objects.requireNonNull(row.getString("id"))));
    }
}
