package dev.muster.twinservice.groupcommand;

import dev.muster.assetmodel.control.DeviceAck;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.CommandId;
import dev.muster.assetmodel.identity.Principal;
import dev.muster.twinservice.command.CommandEvent;
import dev.muster.twinservice.command.CommandRecord;
import dev.muster.twinservice.command.CommandRequest;
import dev.muster.twinservice.command.Commanding;
import dev.muster.twinservice.command.Commands;
import dev.muster.twinservice.groupcommand.progress.GroupFixtures;
import dev.muster.twinservice.groupcommand.progress.GroupRequest;
import java.time.Instant;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;

/** Twins in the hands of a test; whatever it does not say is answered with success. */
final class ScriptedCommanding implements Commanding {
    private static final Instant AT = GroupFixtures.START;

    volatile Function<CommandRequest, CompletionStage<Reply>> gives =
            request -> CompletableFuture.completedFuture(new Known(succeeded(request), false));
    volatile Function<AssetId, CompletionStage<Reply>> finds =
            asset -> CompletableFuture.completedFuture(new Unknown("command", "of " + asset));
    volatile Function<AssetId, CompletionStage<Reply>> cancels = finds;

    final Queue<CommandRequest> given = new ConcurrentLinkedQueue<>();
    final Map<AssetId, CompletableFuture<Reply>> held = new ConcurrentHashMap<>();

    /** Holds answers until {@link #held} are completed. */
    CompletionStage<Reply> hold(CommandRequest request) {
        return held.computeIfAbsent(request.asset(), first -> new CompletableFuture<>());
    }

    long timesGiven(AssetId asset) {
        return given.stream().filter(request -> request.asset().equals(asset)).count();
    }

    @Override
    public CompletionStage<Reply> give(CommandRequest request) {
        given.add(request);
        return gives.apply(request);
    }

    @Override
    public CompletionStage<Reply> find(AssetId asset, CommandId id) {
        return finds.apply(asset);
    }

    @Override
    public CompletionStage<Reply> cancel(AssetId asset, CommandId id, Principal by) {
        return cancels.apply(asset);
    }

    static CommandRecord accepted(CommandRequest request) {
        return after(request);
    }

    static CommandRecord succeeded(CommandRequest request) {
        return after(request, answered(request.id()));
    }

    static CommandRecord succeeded(GroupRequest request, AssetId asset) {
        return succeeded(request.of(asset));
    }

    static CommandRecord sent(GroupRequest request, AssetId asset) {
        CommandRequest one = request.of(asset);
        return after(one, sent(one.id()));
    }

    static CommandRecord sentAndSucceeded(GroupRequest request, AssetId asset) {
        CommandRequest one = request.of(asset);
        return after(one, sent(one.id()), answered(one.id()));
    }

    private static CommandEvent sent(CommandId id) {
        return new CommandEvent.Sent(id, new CommandRecord.Position(0, 1, AT));
    }

    private static CommandEvent answered(CommandId id) {
        return new CommandEvent.Answered(id, DeviceAck.Answer.SUCCEEDED, "done", AT, AT);
    }

    private static CommandRecord after(CommandRequest request, CommandEvent... events) {
        Commands commands = Commands.NONE.apply(new CommandEvent.Accepted(request, AT));
        for (CommandEvent event : events) {
            commands = commands.apply(event);
        }
        return commands.find(request.id()).orElseThrow();
    }
}
