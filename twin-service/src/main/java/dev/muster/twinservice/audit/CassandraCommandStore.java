package dev.muster.twinservice.audit;

import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.CommandId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.twinservice.audit.AuditQuery.ByPrincipal;
import dev.muster.twinservice.audit.AuditQuery.Listed;
import dev.muster.twinservice.audit.AuditQuery.OfAsset;
import dev.muster.twinservice.audit.AuditQuery.OfGroup;
import dev.muster.twinservice.audit.AuditStatements.Part;
import dev.muster.twinservice.command.CommandRecord;
import dev.muster.twinservice.command.CommandStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * {@link CommandStore} in Cassandra. A command is written first, then the days on which lists hold it, then the lists: so
 * a list never names a command that is not there, and a day without an entry holds nothing. Whoever writes repeats a
 * write that failed anywhere in between, and each part of it can be repeated. Lists are written once per command as long
 * as this node remembers it, which is as good as always: steps of a command follow each other within minutes.
 */
public final class CassandraCommandStore implements CommandStore {
    /** Some MB: those of the last minutes on a busy node. */
    private static final int REMEMBERED_MAX = 20_000;

    private final AuditStatements statements;
    private final Duration retention;
    private final Remembered<Entry> listed = new Remembered<>(REMEMBERED_MAX);
    private final Remembered<Day> days = new Remembered<>(REMEMBERED_MAX);

    public CassandraCommandStore(AuditStatements statements, AuditSettings settings) {
        this.statements = statements;
        this.retention = settings.retention();
    }

    private record Entry(AuditPosition position, List<GroupKey> groups) {}

    private record Day(Listed listed, Part part) {}

    @Override
    public CompletionStage<Optional<CommandRecord>> find(AssetId asset, CommandId id) {
        return attempted(() -> statements.one(asset, id));
    }

    @Override
    public CompletionStage<?> write(CommandRecord written, List<GroupKey> groups) {
        Entry entry =
                new Entry(new AuditPosition(written.acceptedAt(), written.asset(), written.id()), List.copyOf(groups));
        if (listed.has(entry)) {
            return attempted(() -> statements.upsert(written, retention));
        }
        List<Listed> lists = new ArrayList<>();
        lists.add(new OfAsset(written.asset()));
        lists.add(new ByPrincipal(written.request().by()));
        groups.forEach(group -> lists.add(new OfGroup(group)));
        return attempted(() -> statements.upsert(written, retention))
                .thenComposeAsync(
                        stored -> all(lists.stream()
                                .map(list -> enter(list, entry.position))
                                .toList()),
                        Runnable::run)
                .thenAcceptAsync(done -> listed.put(entry), Runnable::run);
    }

    private CompletionStage<?> enter(Listed list, AuditPosition position) {
        Day day = new Day(list, AuditStatements.part(position));
        CompletionStage<?> known = days.has(day)
                ? CompletableFuture.completedStage(null)
                : statements.insertDay(list, day.part, retention).thenAcceptAsync(done -> days.put(day), Runnable::run);
        return known.thenComposeAsync(done -> statements.insertListed(list, position, retention), Runnable::run);
    }

    private static CompletionStage<?> all(List<? extends CompletionStage<?>> stages) {
        return CompletableFuture.allOf(
                stages.stream().map(CompletionStage::toCompletableFuture).toArray(CompletableFuture[]::new));
    }

    /** The driver throws when its queue is full. */
    private static <T> CompletionStage<T> attempted(Supplier<CompletionStage<T>> statement) {
        try {
            return statement.get();
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }
}
