package dev.muster.page.control;

import static java.util.concurrent.CompletableFuture.completedFuture;
import static java.util.concurrent.CompletableFuture.failedFuture;

import dev.muster.assetmodel.control.ArgumentRules;
import dev.muster.assetmodel.control.Violation;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.CommandId;
import dev.muster.assetmodel.identity.Principal;
import dev.muster.assetmodel.type.CommandDefinition;
import dev.muster.assetmodel.view.Asset;
import dev.muster.assetmodel.view.ModelView;
import dev.muster.twinservice.command.CommandRecord;
import dev.muster.twinservice.command.CommandRequest;
import dev.muster.twinservice.command.CommandStatus;
import dev.muster.twinservice.command.Commanding;
import dev.muster.twinservice.command.Refusal;
import dev.muster.twinservice.command.Transition;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Takes commands as twins do, and leaves to the test what devices make of them. Thread-safe. */
public final class StagedCommanding implements Commanding {
    private final Supplier<ModelView> view;
    private final Clock clock;
    private final Map<CommandId, CommandRecord> known = new LinkedHashMap<>();
    private final List<CommandRequest> asked = new ArrayList<>();
    private @Nullable Refusal refusal;
    private boolean silent;

    StagedCommanding(Supplier<ModelView> view, Clock clock) {
        this.view = view;
        this.clock = clock;
    }

    /** From now on nothing is taken that does not wait. */
    public synchronized void refuse(Refusal why) {
        refusal = why;
    }

    /** From now on what is asked is taken, but nobody says so. */
    public synchronized void fallSilent(boolean isSilent) {
        silent = isSilent;
    }

    /** All that was asked, also again. */
    public synchronized List<CommandRequest> asked() {
        return List.copyOf(asked);
    }

    /** Those of a unit, newest first, as its twin remembers them. */
    public synchronized List<CommandRecord> of(AssetId asset) {
        List<CommandRecord> found = new ArrayList<>();
        known.values().stream()
                .filter(command -> command.asset().equals(asset))
                .forEach(command -> found.add(0, command));
        return found;
    }

    public synchronized void become(CommandId id, CommandStatus status, String detail, boolean late) {
        CommandRecord before = Objects.requireNonNull(known.get(id), () -> "Expected a command but got " + id);
        List<Transition> longer = new ArrayList<>(before.transitions());
        longer.add(new Transition(status, clock.instant(), detail, late));
        known.put(id, new CommandRecord(before.request(), before.refusal(), before.released(), before.sent(), longer));
    }

    @Override
    public synchronized CompletionStage<Reply> give(CommandRequest request) {
        asked.add(request);
        Reply reply = answer(request);
        return silent ? failedFuture(new TimeoutException("Expected an answer but none came")) : completedFuture(reply);
    }

    @Override
    public synchronized CompletionStage<Reply> find(AssetId asset, CommandId id) {
        return completedFuture(found(id));
    }

    @Override
    public synchronized CompletionStage<Reply> cancel(AssetId asset, CommandId id, Principal by) {
        if (found(id) instanceof Known found && found.command().status() == CommandStatus.ACCEPTED) {
            become(id, CommandStatus.CANCELLED, "by " + by, false);
        }
        return completedFuture(found(id));
    }

    private Reply answer(CommandRequest request) {
        CommandRecord before = known.get(request.id());
        if (before != null) {
            return new Known(before, true);
        }
        Asset asset = view.get().asset(request.asset()).orElseThrow();
        CommandDefinition definition = view.get()
                .type(asset.type())
                .flatMap(type -> type.command(request.command()))
                .orElseThrow();
        List<Violation> violations = ArgumentRules.check(definition, request.arguments(), asset.limits());
        if (!violations.isEmpty()) {
            return new Invalid(violations);
        }
        known.put(request.id(), first(request, request.queueUntil() == null ? refusal : null));
        return new Known(known.get(request.id()), false);
    }

    private CommandRecord first(CommandRequest request, @Nullable Refusal why) {
        CommandStatus status = why == null ? CommandStatus.ACCEPTED : CommandStatus.REFUSED;
        String detail = why == null ? "" : why.detail();
        return new CommandRecord(
                request, why, null, null, List.of(new Transition(status, clock.instant(), detail, false)));
    }

    private Reply found(CommandId id) {
        CommandRecord found = known.get(id);
        return found == null ? new Unknown("command", id.value()) : new Known(found, true);
    }
}
