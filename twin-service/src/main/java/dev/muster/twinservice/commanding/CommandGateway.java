package dev.muster.twinservice.commanding;

import dev.muster.assetmodel.control.Violation;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.CommandId;
import dev.muster.assetmodel.identity.Principal;
import dev.muster.assetmodel.type.AssetType;
import dev.muster.assetmodel.view.Asset;
import dev.muster.assetmodel.view.ModelView;
import dev.muster.twinservice.alarm.Alarm;
import dev.muster.twinservice.alarm.Alarms;
import dev.muster.twinservice.command.CommandRecord;
import dev.muster.twinservice.command.CommandRequest;
import dev.muster.twinservice.command.CommandSettings;
import dev.muster.twinservice.command.CommandStore;
import dev.muster.twinservice.command.Commanding;
import dev.muster.twinservice.command.Owner;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The way of every command to its twin: held against the model first; then its alarm is set, so that the twin is awake when the command
 * is over, whatever dies meanwhile; then the twin is asked. Thread-safe.
 *
 * <p>A command to a group goes to members of many types. A member whose type does not take it refuses, with {@code badCommand},
 * through its twin: so it has an outcome like all others.
 */
public final class CommandGateway implements Commanding {
    private final ModelView model;
    private final CommandedTwins twins;
    private final CommandStore store;
    private final Alarms alarms;
    private final CommandSettings settings;
    private final Clock clock;
    private final CommandChecks checks;

    public CommandGateway(
            ModelView model,
            CommandedTwins twins,
            CommandStore store,
            Alarms alarms,
            CommandSettings settings,
            Clock clock) {
        this.model = model;
        this.twins = twins;
        this.store = store;
        this.alarms = alarms;
        this.settings = settings;
        this.clock = clock;
        this.checks = new CommandChecks(settings.times());
    }

    @Override
    public CompletionStage<Reply> give(CommandRequest request) {
        Optional<Asset> asset = model.asset(request.asset());
        if (asset.isEmpty()) {
            return CompletableFuture.completedStage(
                    new Unknown("asset", request.asset().value()));
        }
        Instant now = clock.instant();
        Optional<AssetType> type = model.type(asset.get().type());
        List<Violation> formal = checks.request(request, now);
        if (ofGroup(request) && formal.isEmpty()) {
            return giveChecked(request, misfit(request, asset.get(), type), now);
        }
        if (type.isEmpty()) {
            return CompletableFuture.completedStage(
                    new Unknown("asset type", asset.get().type().value()));
        }
        List<Violation> violations =
                formal.isEmpty() ? CommandChecks.arguments(request, asset.get(), type.get()) : formal;
        return violations.isEmpty() ? giveChecked(request, null, now) : refuse(request, violations);
    }

    private static boolean ofGroup(CommandRequest request) {
        Owner owner = request.owner();
        return owner != null && owner.kind() == Owner.Kind.GROUP;
    }

    private static @Nullable String misfit(CommandRequest request, Asset asset, Optional<AssetType> type) {
        if (type.isEmpty()) {
            return "Expected the type %s of %s to be known but it is not".formatted(asset.type(), asset.id());
        }
        List<Violation> violations = CommandChecks.arguments(request, asset, type.get());
        return violations.isEmpty()
                ? null
                : violations.get(0).field() + ": " + violations.get(0).detail();
    }

    /** What does not fit now may have fitted when it was given first: then it is told what became of it. */
    private CompletionStage<Reply> refuse(CommandRequest request, List<Violation> violations) {
        Reply invalid = new Invalid(violations);
        if (!CommandId.of(request.asset(), request.key()).equals(request.id())) {
            return CompletableFuture.completedStage(invalid);
        }
        return find(request.asset(), request.id())
                .thenApply(found -> found instanceof Known known
                                && known.command().request().asksTheSameAs(request)
                        ? new Known(known.command(), true)
                        : invalid);
    }

    private CompletionStage<Reply> giveChecked(CommandRequest request, @Nullable String misfit, Instant now) {
        Instant until = now.plus(settings.times().giveWithin());
        Instant end = until.plus(request.timeout());
        Instant queueUntil = request.queueUntil();
        CompletionStage<?> set = wakeAt(end, request.asset());
        // One that waits may go out before; for that its twin sets another.
        CompletionStage<?> both = queueUntil != null && queueUntil.isAfter(end)
                ? set.thenCombine(wakeAt(queueUntil, request.asset()), (one, other) -> true)
                : set;
        return both.thenCompose(any -> twins.give(request, misfit, until));
    }

    private CompletionStage<?> wakeAt(Instant due, AssetId asset) {
        return alarms.set(new Alarm(Alarm.Kind.TWIN, asset.value(), due));
    }

    @Override
    public CompletionStage<Reply> find(AssetId asset, CommandId id) {
        if (model.asset(asset).isEmpty()) {
            return CompletableFuture.completedStage(new Unknown("asset", asset.value()));
        }
        return twins.find(asset, id)
                .thenCompose(reply ->
                        reply instanceof Unknown ? stored(asset, id, reply) : CompletableFuture.completedStage(reply));
    }

    @Override
    public CompletionStage<Reply> cancel(AssetId asset, CommandId id, Principal by) {
        if (model.asset(asset).isEmpty()) {
            return CompletableFuture.completedStage(new Unknown("asset", asset.value()));
        }
        return twins.cancel(asset, id, by)
                .thenCompose(reply -> reply instanceof Unknown
                        ? stored(asset, id, reply).thenApply(CommandGateway::overLongAgo)
                        : CompletableFuture.completedStage(reply));
    }

    private CompletionStage<Reply> stored(AssetId asset, CommandId id, Reply otherwise) {
        return store.find(asset, id).thenApply(found -> found.<Reply>map(command -> new Known(command, true))
                .orElse(otherwise));
    }

    /** A twin forgets only what has ended. */
    private static Reply overLongAgo(Reply stored) {
        if (!(stored instanceof Known known)) {
            return stored;
        }
        CommandRecord command = known.command();
        return new Conflict("status", "Expected a command that waits to go out but it has ended", command);
    }
}
