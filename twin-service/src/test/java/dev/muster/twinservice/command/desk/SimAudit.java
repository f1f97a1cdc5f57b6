package dev.muster.twinservice.command.desk;

import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.CommandId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.twinservice.alarm.Alarm;
import dev.muster.twinservice.alarm.Alarms;
import dev.muster.twinservice.command.CommandRecord;
import dev.muster.twinservice.command.CommandStore;
import dev.muster.twinservice.command.CommandStream;
import dev.muster.twinservice.command.Owner;
import dev.muster.twinservice.command.Owners;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * All who are told, and the alarms: what is asked of them is done, or not, or done without saying so, and takes a while. Stores
 * outlive whoever wrote.
 */
final class SimAudit implements CommandStore, CommandStream, Owners, Alarms {
    final Map<CommandId, CommandRecord> rows = new HashMap<>();
    final Map<CommandId, CommandRecord> published = new HashMap<>();
    final Map<CommandId, CommandRecord> owned = new HashMap<>();

    private final SimTime time;
    private final Random random;
    private final Consumer<Alarm> goesOff;
    double troubleShare;
    int finds;

    SimAudit(SimTime time, Random random, Consumer<Alarm> goesOff) {
        this.time = time;
        this.random = random;
        this.goesOff = goesOff;
    }

    @Override
    public CompletionStage<Optional<CommandRecord>> find(AssetId asset, CommandId id) {
        finds++;
        return later(() -> Optional.ofNullable(rows.get(id)));
    }

    @Override
    public CompletionStage<?> write(CommandRecord written, List<GroupKey> groups) {
        return later(() -> keep(rows, written));
    }

    @Override
    public CompletionStage<?> publish(CommandRecord told) {
        return later(() -> keep(published, told));
    }

    @Override
    public CompletionStage<?> tell(Owner owner, CommandRecord told) {
        return later(() -> keep(owned, told));
    }

    private static boolean keep(Map<CommandId, CommandRecord> rows, CommandRecord written) {
        rows.merge(
                written.id(),
                written,
                (old, fresh) -> fresh.transitions().size() >= old.transitions().size() ? fresh : old);
        return true;
    }

    @Override
    public CompletionStage<?> set(Alarm alarm) {
        return later(() -> {
            Duration wait = Duration.between(time.instant(), alarm.due());
            time.in(wait.plusMillis(random.nextInt(2_000)), () -> goesOff.accept(alarm));
            return true;
        });
    }

    private <T> CompletionStage<T> later(Supplier<T> what) {
        CompletableFuture<T> done = new CompletableFuture<>();
        boolean trouble = random.nextDouble() < troubleShare;
        boolean happens = !trouble || random.nextBoolean();
        time.inMillis(random.nextInt(trouble ? 2_000 : 30), () -> {
            T result = happens ? what.get() : null;
            if (trouble) {
                done.completeExceptionally(new IOException("Expected a store"));
            } else {
                done.complete(result);
            }
        });
        return done;
    }
}
