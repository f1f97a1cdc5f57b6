package dev.muster.twinservice.audit;

import dev.muster.twinservice.audit.AuditStatements.Part;
import dev.muster.twinservice.command.CommandRecord;
import dev.muster.twinservice.store.statement.OrderedReads;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * {@link CommandAudit} in Cassandra: asks which partitions of the list hold anything, reads those of the newest day, then
 * the day before, until the page is full, and then the commands that they name.
 */
public final class CassandraCommandAudit implements CommandAudit {
    private final AuditStatements statements;
    private final int readsAtOnce;

    public CassandraCommandAudit(AuditStatements statements, AuditSettings settings) {
        this.statements = statements;
        this.readsAtOnce = settings.readsAtOnce();
    }

    /** One read partition, and whether it is the last one of its day. */
    private record Answer(boolean endsDay, List<AuditPosition> found) {}

    @Override
    public CompletionStage<AuditPage> read(AuditQuery query) {
        // Keys hold milliseconds: [from, to) holds the same keys when both ends are raised to a whole one.
        Instant from = wholeMillis(query.from());
        Instant to = wholeMillis(query.to());
        // A position behind the range is no position in it.
        AuditPosition after =
                query.after() == null || !query.after().acceptedAt().isBefore(to) ? null : query.after();
        Instant newest = after == null ? to : after.acceptedAt();
        return statements
                .parts(query.listed(), AuditQuery.day(from), AuditQuery.day(newest))
                .thenComposeAsync(parts -> positions(query, parts, from, to, after), Runnable::run)
                .thenComposeAsync(positions -> page(query, positions), Runnable::run);
    }

    /** The first ones, and one more than the page holds, which tells whether there is another. */
    private CompletionStage<List<AuditPosition>> positions(
            AuditQuery query, List<Part> parts, Instant from, Instant to, @Nullable AuditPosition after) {
        int wanted = query.limit() + 1;
        List<AuditPosition> complete = new ArrayList<>();
        List<AuditPosition> day = new ArrayList<>();
        List<Integer> indices = IntStream.range(0, parts.size()).boxed().toList();
        return OrderedReads.run(
                        indices,
                        i -> {
                            Part part = parts.get(i);
                            boolean endsDay =
                                    i == parts.size() - 1 || parts.get(i + 1).day() != part.day();
                            return statements
                                    .listed(query.listed(), part, from, to, after, wanted)
                                    .thenApplyAsync(found -> new Answer(endsDay, found), Runnable::run);
                        },
                        readsAtOnce,
                        answer -> {
                            day.addAll(answer.found);
                            if (answer.endsDay) {
                                // The shards of a day have to be merged before any of it is in order.
                                day.sort(AuditPosition.NEWEST_FIRST);
                                complete.addAll(day);
                                day.clear();
                            }
                            return complete.size() < wanted;
                        })
                .thenApplyAsync(done -> complete, Runnable::run);
    }

    private CompletionStage<AuditPage> page(AuditQuery query, List<AuditPosition> positions) {
        List<AuditPosition> shown = positions.subList(0, Math.min(positions.size(), query.limit()));
        AuditPosition next = positions.size() > shown.size() ? shown.get(shown.size() - 1) : null;
        List<CommandRecord> commands = new ArrayList<>();
        return OrderedReads.run(
                        shown, position -> statements.one(position.asset(), position.id()), readsAtOnce, found -> {
                            // Absent only where retention has just let it expire.
                            found.ifPresent(commands::add);
                            return true;
                        })
                .thenApplyAsync(done -> new AuditPage(commands, next), Runnable::run);
    }

    private static Instant wholeMillis(Instant time) {
        Instant cut = time.truncatedTo(ChronoUnit.MILLIS);
        return cut.equals(time) ? cut : cut.plusMillis(1);
    }
}
