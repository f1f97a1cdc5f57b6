package dev.muster.twinservice.command.desk;

import dev.muster.assetmodel.control.DeviceCommand;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.CommandId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.twinservice.alarm.Alarm;
import dev.muster.twinservice.alarm.Alarms;
import dev.muster.twinservice.command.CommandLine;
import dev.muster.twinservice.command.CommandRecord;
import dev.muster.twinservice.command.CommandSettings;
import dev.muster.twinservice.command.CommandStore;
import dev.muster.twinservice.command.CommandStream;
import dev.muster.twinservice.command.Owner;
import dev.muster.twinservice.command.Owners;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** All that commands need around a twin, in memory and in the hands of the test. */
public final class FakeCommandWorld implements CommandStore, CommandLine, CommandStream, AnswerMarks, Owners, Alarms {
    public final List<DeviceCommand> sent = new CopyOnWriteArrayList<>();
    public final List<CommandRecord> published = new CopyOnWriteArrayList<>();
    public final List<SourceId> marked = new CopyOnWriteArrayList<>();
    public final List<Alarm> alarms = new CopyOnWriteArrayList<>();
    public final Map<CommandId, CommandRecord> audit = new ConcurrentHashMap<>();
    public final AtomicInteger looks = new AtomicInteger();
    public final AtomicInteger failingWrites = new AtomicInteger();

    /** A send is heard of no more; its record gets there, or not. */
    public volatile boolean acknowledges = true;

    public volatile boolean loses;

    public CommandPorts ports(CommandSettings settings) {
        return new CommandPorts(
                this, this, this, this, this, this, (asset, at) -> List.of(), settings, CommandProbe.NONE);
    }

    @Override
    public CompletionStage<Optional<CommandRecord>> find(AssetId asset, CommandId id) {
        return CompletableFuture.completedStage(Optional.ofNullable(audit.get(id)));
    }

    @Override
    public CompletionStage<?> write(CommandRecord written, List<GroupKey> groups) {
        if (failingWrites.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
            return CompletableFuture.failedStage(new IOException("Expected a store but it is down"));
        }
        audit.put(written.id(), written);
        return CompletableFuture.completedStage(null);
    }

    @Override
    public CompletionStage<CommandRecord.Position> send(DeviceCommand command) {
        if (!loses) {
            sent.add(command);
        }
        return acknowledges ? CompletableFuture.completedStage(position(command)) : new CompletableFuture<>();
    }

    private CommandRecord.Position position(DeviceCommand command) {
        return new CommandRecord.Position(0, sent.size(), command.issuedAt());
    }

    @Override
    public CompletionStage<Optional<CommandRecord.Position>> find(DeviceCommand command, Instant since) {
        looks.incrementAndGet();
        return CompletableFuture.completedStage(sent.stream()
                .filter(there ->
                        there.id().equals(command.id()) && !there.issuedAt().isBefore(since))
                .map(this::position)
                .findFirst());
    }

    @Override
    public CompletionStage<?> publish(CommandRecord told) {
        published.add(told);
        return CompletableFuture.completedStage(null);
    }

    /** It comes back when the test says so. */
    @Override
    public CompletionStage<Instant> mark(SourceId source, AssetId asset) {
        marked.add(source);
        return CompletableFuture.completedStage(Instant.MAX);
    }

    @Override
    public CompletionStage<?> tell(Owner owner, CommandRecord told) {
        return CompletableFuture.completedStage(null);
    }

    @Override
    public CompletionStage<?> set(Alarm alarm) {
        alarms.add(alarm);
        return CompletableFuture.completedStage(null);
    }
}
