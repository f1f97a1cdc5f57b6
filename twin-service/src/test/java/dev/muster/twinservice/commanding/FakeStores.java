package dev.muster.twinservice.commanding;

import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.CommandId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.twinservice.alarm.Alarm;
import dev.muster.twinservice.alarm.Alarms;
import dev.muster.twinservice.command.CommandRecord;
import dev.muster.twinservice.command.CommandStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** An audit with at most one command, and alarms. */
final class FakeStores implements CommandStore, Alarms {
    final List<Alarm> alarms = new ArrayList<>();
    CompletableFuture<Boolean> alarmSet = CompletableFuture.completedFuture(true);

    @Nullable
    CommandRecord known;

    @Override
    public CompletionStage<Optional<CommandRecord>> find(AssetId asset, CommandId id) {
        return CompletableFuture.completedStage(
                Optional.ofNullable(known).filter(found -> found.id().equals(id)));
    }

    @Override
    public CompletionStage<?> write(CommandRecord written, List<GroupKey> groups) {
        throw new UnsupportedOperationException("Expected only twins to write");
    }

    @Override
    public CompletionStage<?> set(Alarm alarm) {
        alarms.add(alarm);
        return alarmSet;
    }
}
