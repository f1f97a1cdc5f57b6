package dev.muster.twinservice.http.api.command;

import static java.util.concurrent.CompletableFuture.completedFuture;

import dev.muster.assetmodel.control.ArgumentRules;
import dev.muster.assetmodel.control.Violation;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.CommandId;
import dev.muster.assetmodel.identity.Principal;
import dev.muster.assetmodel.type.AssetType;
import dev.muster.assetmodel.type.CommandDefinition;
import dev.muster.assetmodel.view.Asset;
import dev.muster.assetmodel.view.ModelView;
import dev.muster.twinservice.command.CommandRecord;
import dev.muster.twinservice.command.CommandRequest;
import dev.muster.twinservice.command.CommandStatus;
import dev.muster.twinservice.command.Commanding;
import dev.muster.twinservice.command.Transition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Takes commands as the real thing does, checked against the types of a model, and has none of them done. */
public final class FakeCommanding implements Commanding {
    public final List<CommandRequest> taken = new CopyOnWriteArrayList<>();
    public final List<Principal> cancelledBy = new CopyOnWriteArrayList<>();

    /** To all that is asked instead; {@code null}: what became of it. */
    public volatile @Nullable CompletionStage<Reply> reply;

    private final ModelView view;
    private final Instant now;
    private final Map<CommandId, CommandRecord> known = new ConcurrentHashMap<>();

    public FakeCommanding(ModelView view, Instant now) {
        this.view = view;
        this.now = now;
    }

    @Override
    public CompletionStage<Reply> give(CommandRequest request) {
        CompletionStage<Reply> instead = reply;
        if (instead != null) {
            taken.add(request);
            return instead;
        }
        return completedFuture(answer(request));
    }

    @Override
    public CompletionStage<Reply> find(AssetId asset, CommandId id) {
        CompletionStage<Reply> instead = reply;
        return instead != null ? instead : completedFuture(found(asset, id));
    }

    @Override
    public CompletionStage<Reply> cancel(AssetId asset, CommandId id, Principal by) {
        cancelledBy.add(by);
        CompletionStage<Reply> instead = reply;
        if (instead != null) {
            return instead;
        }
        if (found(asset, id) instanceof Known found) {
            CommandStatus status = found.command().status();
            if (status == CommandStatus.ACCEPTED) {
                known.put(id, with(found.command(), CommandStatus.CANCELLED));
            } else if (status != CommandStatus.CANCELLED) {
                return completedFuture(new Conflict(
                        "command", "Expected a command that waits but %s was sent".formatted(id), found.command()));
            }
        }
        return completedFuture(found(asset, id));
    }

    /** So that there is one that somebody else knows of. */
    public void learn(CommandRecord command) {
        known.put(command.id(), command);
    }

    /** As if it had just been accepted. */
    public CommandRecord accepted(CommandRequest request) {
        return new CommandRecord(
                request, null, null, null, List.of(new Transition(CommandStatus.ACCEPTED, now, "", false)));
    }

    public CommandRecord with(CommandRecord command, CommandStatus status) {
        List<Transition> longer = new ArrayList<>(command.transitions());
        longer.add(new Transition(status, now, "", false));
        return new CommandRecord(command.request(), command.refusal(), command.released(), command.sent(), longer);
    }

    private Reply answer(CommandRequest request) {
        Optional<AssetType> type = view.asset(request.asset()).map(Asset::type).flatMap(view::type);
        if (type.isEmpty()) {
            return new Unknown("asset", request.asset().value());
        }
        Optional<CommandDefinition> definition = type.get().command(request.command());
        if (definition.isEmpty()) {
            return new Invalid(List.of(new Violation(
                    "command",
                    "Expected a command of %s but got '%s'".formatted(type.get().id(), request.command()))));
        }
        List<Violation> violations = ArgumentRules.check(
                definition.get(),
                request.arguments(),
                view.asset(request.asset()).orElseThrow().limits());
        if (!violations.isEmpty()) {
            return new Invalid(violations);
        }
        CommandRecord before = known.get(request.id());
        Instant queueUntil = request.queueUntil();
        if (before == null && queueUntil != null && !queueUntil.isAfter(now)) {
            return new Invalid(List.of(new Violation(
                    "queueUntil", "Expected a time after now, %s, but got %s".formatted(now, queueUntil))));
        }
        if (before == null) {
            taken.add(request);
            known.put(request.id(), accepted(request));
            return new Known(known.get(request.id()), false);
        }
        return before.request().asksTheSameAs(request)
                ? new Known(before, true)
                : new Conflict("Idempotency-Key", "Expected a new key for another command but got an old one", before);
    }

    private Reply found(AssetId asset, CommandId id) {
        if (view.asset(asset).isEmpty()) {
            return new Unknown("asset", asset.value());
        }
        CommandRecord found = known.get(id);
        return found == null || !found.asset().equals(asset)
                ? new Unknown("command", id.value())
                : new Known(found, true);
    }
}
