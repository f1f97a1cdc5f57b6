package dev.muster.twinservice.alarm;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BoundStatementBuilder;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import dev.muster.twinservice.store.statement.AllPages;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;

/** {@link AlarmBook} over the tables {@code alarm} and {@code alarm_swept}. Thread-safe. */
public final class AlarmStatements implements AlarmBook {
    private static final Duration SLOT = Duration.ofMinutes(1);
    private static final long MICROS_PER_MILLI = 1_000;
    /** Less this many milliseconds, any time is a timestamp below that of any note, and smaller the later the time. */
    private static final long FAR_FUTURE_MILLIS = 100_000_000_000_000L;

    private final CqlSession session;
    private final PreparedStatement insert;
    private final PreparedStatement select;
    private final PreparedStatement selectAfter;
    private final PreparedStatement selectSwept;
    private final PreparedStatement insertSwept;

    /** Prepares the statements; blocking. */
    public AlarmStatements(CqlSession session) {
        this.session = session;
        insert = session.prepare("INSERT INTO alarm (slot, shard, due, kind, id)"
                + " VALUES (:slot, :shard, :due, :kind, :id) USING TTL :ttl");
        String slot = "SELECT due, kind, id FROM alarm WHERE slot = :slot AND shard = :shard";
        select = session.prepare(slot + " AND due >= :from_time AND due < :to_time LIMIT :row_limit");
        selectAfter = session.prepare(slot
                + " AND (due, kind, id) > (:after_due, :after_kind, :after_id)"
                + " AND (due) < (:to_time) LIMIT :row_limit");
        selectSwept = session.prepare("SELECT swept_to FROM alarm_swept WHERE shard = :shard");
        insertSwept = session.prepare(
                "INSERT INTO alarm_swept (shard, swept_to) VALUES (:shard, :swept_to) USING TIMESTAMP :cell_time");
    }

    static long slot(Instant due) {
        return Math.floorDiv(due.toEpochMilli(), SLOT.toMillis());
    }

    static Instant slotEnd(Instant due) {
        return Instant.ofEpochMilli(Math.multiplyExact(slot(due) + 1, SLOT.toMillis()));
    }

    @Override
    public CompletionStage<?> insert(Alarm alarm, Duration timeToLive) {
        return session.executeAsync(insert.boundStatementBuilder()
                .setInt("slot", Math.toIntExact(slot(alarm.due())))
                .setInt("shard", AlarmShard.of(alarm))
                .setInstant("due", alarm.due())
                .setString("kind", alarm.kind().name())
                .setString("id", alarm.id())
                .setInt("ttl", Math.toIntExact(timeToLive.toSeconds()))
                .build());
    }

    @Override
    public CompletionStage<?> begin(Instant at) {
        return CompletableFuture.allOf(IntStream.range(0, AlarmShard.COUNT)
                .mapToObj(shard ->
                        swept(shard, at, FAR_FUTURE_MILLIS - at.toEpochMilli()).toCompletableFuture())
                .toArray(CompletableFuture[]::new));
    }

    @Override
    public CompletionStage<List<Alarm>> due(int shard, Slice slice) {
        Alarm after = slice.after();
        BoundStatementBuilder bound = after == null
                ? select.boundStatementBuilder().setInstant("from_time", slice.from())
                : selectAfter
                        .boundStatementBuilder()
                        .setInstant("after_due", after.due())
                        .setString("after_kind", after.kind().name())
                        .setString("after_id", after.id());
        return AllPages.read(
                session,
                bound.setInt("slot", Math.toIntExact(slot(slice.from())))
                        .setInt("shard", shard)
                        .setInstant("to_time", slice.to())
                        .setInt("row_limit", slice.limit())
                        .build(),
                AlarmStatements::alarm);
    }

    @Override
    public CompletionStage<Optional<Instant>> sweptTo(int shard) {
        return session.executeAsync(selectSwept
                        .boundStatementBuilder()
                        .setInt("shard", shard)
                        .build())
                .thenApplyAsync(
                        page -> Optional.ofNullable(page.one()).map(row -> row.getInstant("swept_to")), Runnable::run);
    }

    @Override
    public CompletionStage<?> note(int shard, Instant sweptTo) {
        return swept(shard, sweptTo, Math.multiplyExact(sweptTo.toEpochMilli(), MICROS_PER_MILLI));
    }

    private CompletionStage<?> swept(int shard, Instant sweptTo, long cellTime) {
        return session.executeAsync(insertSwept
                .boundStatementBuilder()
                .setInt("shard", shard)
                .setInstant("swept_to", sweptTo)
                .setLong("cell_time", cellTime)
                .build());
    }

    private static Alarm alarm(Row row) {
        return new Alarm(
                Alarm.Kind.valueOf(Objects.requireNonNull(row.getString("kind"))),
                Objects.requireNonNull(row.getString("id")),
                Objects.requireNonNull(row.getInstant("due")));
    }
}
