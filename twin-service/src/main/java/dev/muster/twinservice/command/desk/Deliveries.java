package dev.muster.twinservice.command.desk;

import dev.muster.assetmodel.control.DeviceCommand;
import dev.muster.assetmodel.identity.CommandId;
import dev.muster.twinservice.command.CommandRecord;
import dev.muster.twinservice.command.CommandSettings;
import dev.muster.twinservice.command.Commands;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Brings released commands to Kafka, each at most once. One that was released just now is sent. Of any other (the process died, the
 * actor started anew, Kafka did not acknowledge) it is not known whether it went out: once nothing can be under way any more, Kafka is
 * looked into, until it has said so or the command's time is over.
 */
final class Deliveries {
    /** The broker's clock stamps what is looked for, the node's clock says from when on: they may differ by so much. */
    private static final Duration CLOCKS_APART = Duration.ofMinutes(1);

    private final CommandPorts ports;
    private final DeskHost host;
    private final Clock clock;
    private final Map<CommandId, Progress> underWay = new HashMap<>();

    /** Of one release: something will come back of it. */
    private static final class Progress {
        private final Instant releasedAt;
        private int failures;

        private Progress(Instant releasedAt) {
            this.releasedAt = releasedAt;
        }
    }

    Deliveries(CommandPorts ports, DeskHost host, Clock clock) {
        this.ports = ports;
        this.host = host;
        this.clock = clock;
    }

    /** @param fresh those whose release was decided here, and persisted just now */
    void pursue(Commands commands, Set<CommandId> fresh) {
        if (!underWay.isEmpty()) {
            underWay.keySet()
                    .retainAll(commands.open().stream()
                            .filter(CommandRecord::isInDoubt)
                            .map(CommandRecord::id)
                            .collect(Collectors.toSet()));
        }
        for (CommandRecord known : commands.records()) {
            CommandRecord.Release release = known.released();
            if (release == null || !known.isInDoubt()) {
                continue;
            }
            Progress progress = underWay.get(known.id());
            if (progress == null || !progress.releasedAt.equals(release.at())) {
                underWay.put(known.id(), new Progress(release.at()));
                if (fresh.contains(known.id()) && !late(release)) {
                    send(known, release);
                } else {
                    lookOnceSettled(known.id(), release.at());
                }
            }
        }
    }

    /** Persisting took so long that somebody else may take it for lost by now. */
    private boolean late(CommandRecord.Release release) {
        Instant now = clock.instant();
        return now.isAfter(release.at().plus(settings().sendWithin())) || !now.isBefore(release.expiresAt());
    }

    private void send(CommandRecord known, CommandRecord.Release release) {
        CommandId id = known.id();
        ports.probe().reached(CommandProbe.Step.BEFORE_SEND, id);
        host.pipe(
                Stages.of(() -> ports.line().send(wire(known, release))),
                (position, failure) -> position == null
                        ? new DeskStep.Undelivered(id, release.at(), Stages.cause(failure))
                        : new DeskStep.Delivered(id, position));
    }

    private void lookOnceSettled(CommandId id, Instant releasedAt) {
        Duration wait =
                Duration.between(clock.instant(), releasedAt.plus(settings().settledAfter()));
        host.after(wait.isNegative() ? Duration.ZERO : wait, new DeskStep.LookDue(id, releasedAt));
    }

    void on(DeskStep.Undelivered step) {
        host.failed("Sending command " + step.id(), step.cause());
        lookOnceSettled(step.id(), step.releasedAt());
    }

    void on(DeskStep.LookDue step, Commands commands) {
        CommandRecord known = commands.find(step.id()).orElse(null);
        CommandRecord.Release release = known == null ? null : known.released();
        if (known == null
                || release == null
                || !known.isInDoubt()
                || !release.at().equals(step.releasedAt())) {
            return;
        }
        if (clock.instant().isBefore(release.at().plus(settings().settledAfter()))) {
            lookOnceSettled(step.id(), release.at());
            return;
        }
        host.pipe(
                Stages.of(() ->
                        ports.line().find(wire(known, release), release.at().minus(CLOCKS_APART))),
                (found, failure) -> found == null
                        ? new DeskStep.LookFailed(step.id(), release.at(), Stages.cause(failure))
                        : new DeskStep.Looked(step.id(), release.at(), found));
    }

    void on(DeskStep.LookFailed step) {
        host.failed("Looking for command " + step.id(), step.cause());
        lookAgain(step.id(), step.releasedAt());
    }

    /** After a while: nothing comes of it when it is sent again meanwhile, under another release. */
    void lookAgain(CommandId id, Instant releasedAt) {
        Progress progress = underWay.get(id);
        if (progress != null && progress.releasedAt.equals(releasedAt)) {
            progress.failures++;
            host.after(
                    ports.settings().retry().after(progress.failures, id.hashCode()),
                    new DeskStep.LookDue(id, releasedAt));
        }
    }

    private CommandSettings.Delivery settings() {
        return ports.settings().delivery();
    }

    private static DeviceCommand wire(CommandRecord known, CommandRecord.Release release) {
        @Nullable Long epoch = release.epoch();
        return new DeviceCommand(
                known.id(),
                known.asset(),
                release.source(),
                epoch,
                known.request().command(),
                known.request().arguments(),
                release.at(),
                release.expiresAt());
    }
}
