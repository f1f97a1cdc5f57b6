package dev.muster.twinservice.store;

import akka.actor.ClassicActorSystemProvider;
import akka.stream.alpakka.cassandra.javadsl.CassandraSession;
import akka.stream.alpakka.cassandra.javadsl.CassandraSessionRegistry;
import com.datastax.oss.driver.api.core.cql.Row;
import com.typesafe.config.Config;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongFunction;

/**
 * The number of the last event in the journal of an entity: whoever wakes one asks for it. Mostly by one statement, where Akka's own way
 * takes three, for it looks for an end in two partitions more; but none of them has anything while the one before has room for the
 * greatest write there can be. Nothing is ever deleted from the journal ({@code support-deletes}), so nothing else tells the end.
 * Thread-safe; nothing is tried again: while Cassandra does not answer, stages fail.
 */
public final class JournalEnds {
    /** Of events that one write can bring, all to the partition of its last one: a batch counts its statements in 16 bits. */
    static final int WRITE_MAX = 0xFFFF;

    private final CassandraSession session;
    private final String statement;
    private final String profile;
    private final long partitionEvents;

    private JournalEnds(CassandraSession session, String statement, String profile, long partitionEvents) {
        this.session = session;
        this.statement = statement;
        this.profile = profile;
        this.partitionEvents = partitionEvents;
    }

    /**
     * Over the session of the journal itself.
     *
     * @param plugin where the journal's plugin is configured, as {@code akka.persistence.cassandra}
     */
    public static JournalEnds of(ClassicActorSystemProvider system, String plugin) {
        Config settings = system.classicSystem().settings().config().getConfig(plugin);
        return new JournalEnds(
                CassandraSessionRegistry.get(system).sessionFor(plugin),
                "SELECT sequence_nr FROM %s.%s WHERE persistence_id = ? AND partition_nr = ? ORDER BY sequence_nr DESC LIMIT 1"
                        .formatted(settings.getString("journal.keyspace"), settings.getString("journal.table")),
                settings.getString("read-profile"),
                settings.getLong("journal.target-partition-size"));
    }

    /**
     * @param known a number that the journal has reached, of a snapshot; 0: none is known
     * @return the number of the last event; {@code known} if none follows it
     */
    public CompletionStage<Long> last(String persistenceId, long known) {
        return last(known, partitionEvents, partition -> lastIn(persistenceId, partition));
    }

    private CompletionStage<OptionalLong> lastIn(String persistenceId, long partition) {
        return session.prepare(statement)
                .thenComposeAsync(
                        prepared -> session.selectOne(
                                prepared.bind(persistenceId, partition).setExecutionProfileName(profile)),
                        Runnable::run)
                .thenApplyAsync(row -> row.map(JournalEnds::number).orElse(OptionalLong.empty()), Runnable::run);
    }

    private static OptionalLong number(Row row) {
        return OptionalLong.of(row.getLong("sequence_nr"));
    }

    /**
     * @param partitionEvents how many numbers a partition has; the first one begins with 1
     * @param lastIn the last number in a partition
     */
    static CompletionStage<Long> last(
            long known, long partitionEvents, LongFunction<CompletionStage<OptionalLong>> lastIn) {
        return last(known, Math.max(0, known - 1) / partitionEvents, false, partitionEvents, lastIn);
    }

    /** @param gap whether the partition before has nothing: a write that begins and ends elsewhere can skip one, and no more */
    private static CompletionStage<Long> last(
            long known,
            long partition,
            boolean gap,
            long partitionEvents,
            LongFunction<CompletionStage<OptionalLong>> lastIn) {
        return lastIn.apply(partition)
                .thenComposeAsync(
                        found -> {
                            long last = Math.max(known, found.orElse(known));
                            boolean empty = found.isEmpty();
                            boolean hasRoom = last + WRITE_MAX <= (partition + 1) * partitionEvents;
                            return hasRoom || (empty && gap)
                                    ? CompletableFuture.completedFuture(last)
                                    : last(last, partition + 1, empty, partitionEvents, lastIn);
                        },
                        Runnable::run);
    }
}
