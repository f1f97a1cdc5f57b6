package dev.muster.twinservice.command.desk;

import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.CommandId;
import dev.muster.twinservice.command.CommandRecord;
import dev.muster.twinservice.command.Commands;
import dev.muster.twinservice.command.Owner;
import dev.muster.twinservice.command.rules.CommandInput;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Tells audit, stream and owner what becomes of commands: to each the newest record only, one at a time, again until it is
 * acknowledged. After a restart everything that the journal does not know to be told is told again.
 */
final class Telling {
    /** Whom. */
    enum Channel {
        AUDIT(CommandProbe.Step.AUDITED),
        STREAM(CommandProbe.Step.PUBLISHED),
        OWNER(CommandProbe.Step.OWNER_TOLD);

        private final CommandProbe.Step told;

        Channel(CommandProbe.Step told) {
            this.told = told;
        }
    }

    private final AssetId asset;
    private final CommandPorts ports;
    private final DeskHost host;
    private final Map<CommandId, Map<Channel, Progress>> progress = new HashMap<>();

    private static final class Progress {
        private @Nullable CommandRecord acknowledged;
        private boolean busy;
        private int failures;
    }

    Telling(AssetId asset, CommandPorts ports, DeskHost host) {
        this.asset = asset;
        this.ports = ports;
        this.host = host;
    }

    void pursue(Commands commands) {
        if (!progress.isEmpty()) {
            Set<CommandId> untold = commands.records().stream()
                    .filter(known -> !commands.isTold(known))
                    .map(CommandRecord::id)
                    .collect(Collectors.toSet());
            progress.keySet().retainAll(untold);
        }
        for (CommandRecord known : commands.records()) {
            if (!commands.isTold(known)) {
                for (Channel channel : Channel.values()) {
                    tell(channel, known);
                }
            }
        }
    }

    private void tell(Channel channel, CommandRecord known) {
        Progress of = of(known.id(), channel);
        if (of.busy || knows(of, channel, known)) {
            return;
        }
        of.busy = true;
        CommandId id = known.id();
        host.pipe(
                Stages.of(() -> start(channel, known).thenApply(any -> true)),
                (done, failure) -> done == null
                        ? new DeskStep.ChannelFailed(id, channel, Stages.cause(failure))
                        : new DeskStep.ChannelTold(id, channel, known));
    }

    private CompletionStage<?> start(Channel channel, CommandRecord known) {
        Owner owner = known.request().owner();
        return switch (channel) {
            case AUDIT -> ports.store().write(known, ports.groups().of(asset, known.acceptedAt()));
            case STREAM -> ports.stream().publish(known);
            case OWNER -> ports.owners().tell(Objects.requireNonNull(owner), known);
        };
    }

    /** Whether a command that has ended is known to everybody, and the journal does not say so. */
    Optional<CommandInput> on(DeskStep.ChannelTold step, Commands commands) {
        ports.probe().reached(step.channel().told, step.id());
        Progress of = of(step.id(), step.channel());
        of.acknowledged = step.told();
        of.busy = false;
        of.failures = 0;
        return commands.find(step.id())
                .filter(known -> known.status().isEnd() && !commands.isTold(known))
                .filter(known -> Arrays.stream(Channel.values())
                        .allMatch(channel -> knows(of(known.id(), channel), channel, known)))
                .map(known -> new CommandInput.EverybodyKnows(
                        known.id(), known.transitions().size()));
    }

    void on(DeskStep.ChannelFailed step) {
        host.failed("Telling %s of command %s".formatted(step.channel(), step.id()), step.cause());
        Progress of = of(step.id(), step.channel());
        of.busy = true;
        of.failures++;
        host.after(
                ports.settings().retry().after(of.failures, step.id().hashCode()),
                new DeskStep.ChannelDue(step.id(), step.channel()));
    }

    void on(DeskStep.ChannelDue step) {
        of(step.id(), step.channel()).busy = false;
    }

    private static boolean knows(Progress of, Channel channel, CommandRecord known) {
        return (channel == Channel.OWNER && known.request().owner() == null) || known.equals(of.acknowledged);
    }

    private Progress of(CommandId id, Channel channel) {
        return progress.computeIfAbsent(id, any -> new EnumMap<>(Channel.class))
                .computeIfAbsent(channel, any -> new Progress());
    }
}
