package dev.muster.twinservice.command.desk;

import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.CommandId;
import dev.muster.twinservice.alarm.Alarm;
import dev.muster.twinservice.command.CommandEvent;
import dev.muster.twinservice.command.CommandRecord;
import dev.muster.twinservice.command.Commands;
import dev.muster.twinservice.command.rules.CommandAnswer;
import dev.muster.twinservice.command.rules.CommandDecision;
import dev.muster.twinservice.command.rules.CommandInput;
import dev.muster.twinservice.command.rules.CommandRules;
import dev.muster.twinservice.command.rules.Situation;
import dev.muster.twinservice.connectivity.ConnectivityState;
import dev.muster.twinservice.pace.TokenBucket;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Serves the commands of one asset: {@link CommandRules} decide, this brings about what was decided. Used by one actor alone, which
 * persists the events of each {@link Turn} and comes back with {@link #pursue}. What is to be done follows from the state alone:
 * after a crash the same state brings about the same.
 */
public final class CommandDesk {
    /** So many alarms can wait until everything is done; there is one per command, and the others come again. */
    private static final int WAKERS_MAX = 16;

    private static final Duration SOON = Duration.ofMillis(1);

    private final AssetId asset;
    private final CommandPorts ports;
    private final DeskHost host;
    private final Clock clock;
    private final CommandRules rules;
    private final Deliveries deliveries;
    private final Telling telling;
    private final Marking marking;
    private final TokenBucket bucket;

    private final Deque<Consumer<CommandAnswer>> wakers = new ArrayDeque<>();
    private boolean alarmUnderWay;
    private int alarmFailures;
    private @Nullable Instant timerAt;

    public CommandDesk(AssetId asset, CommandPorts ports, DeskHost host, Clock clock) {
        this.asset = asset;
        this.ports = ports;
        this.host = host;
        this.clock = clock;
        this.rules = new CommandRules(ports.settings().limits().openMax());
        this.deliveries = new Deliveries(ports, host, clock);
        this.telling = new Telling(asset, ports, host);
        this.marking = new Marking(asset, ports, host, clock);
        this.bucket = new TokenBucket(ports.settings().limits().asset());
    }

    /** Somebody asks; gets an answer once. */
    public Turn ask(Commands commands, CommandInput.Asked asked, Situation situation, Consumer<CommandAnswer> asker) {
        if (asked instanceof CommandInput.Give give) {
            ports.probe().reached(CommandProbe.Step.GIVEN, give.request().id());
            Duration wait = commands.find(give.request().id()).isPresent()
                    ? null
                    : bucket.take(situation.now()).orElse(null);
            if (wait != null) {
                return Turn.answer(() -> asker.accept(new CommandAnswer.TooMany(
                        "Expected at most %d commands per minute to %s"
                                .formatted(ports.settings().limits().asset().perMinute(), asset),
                        wait)));
            }
        } else if (asked instanceof CommandInput.DeviceAnswered answered) {
            ports.probe().reached(CommandProbe.Step.ANSWERED, answered.ack().id());
        } else if (asked instanceof CommandInput.Wake) {
            return wake(commands, situation, asker);
        }
        Optional<CommandId> forgotten = CommandRules.toLookUp(commands, asked);
        if (forgotten.isPresent()) {
            host.pipe(
                    Stages.of(() -> ports.store().find(asset, forgotten.get())),
                    (found, failure) -> found == null
                            ? new DeskStep.NotRecollected(asker, Stages.cause(failure))
                            : new DeskStep.Recollected(asked, asker, found));
            return Turn.NOTHING;
        }
        return decided(commands, asked, situation, asker);
    }

    private Turn wake(Commands commands, Situation situation, Consumer<CommandAnswer> asker) {
        Turn turn = decided(commands, new CommandInput.TimePassed(), situation, any -> {});
        return new Turn(turn.events(), () -> {
            if (wakers.size() == WAKERS_MAX) {
                wakers.remove().accept(new CommandAnswer.NotNow("Expected fewer alarms at once"));
            }
            wakers.add(asker);
        });
    }

    private Turn decided(Commands commands, CommandInput input, Situation situation, Consumer<CommandAnswer> asker) {
        CommandDecision decision = rules.decide(commands, input, situation);
        CommandAnswer answer = decision.answer();
        return new Turn(decision.events(), answer == null ? () -> {} : () -> asker.accept(answer));
    }

    /** Something came back. */
    public Turn on(Commands commands, DeskStep step, Situation situation) {
        if (step instanceof DeskStep.Recollected recollected) {
            return recollected(commands, recollected, situation);
        }
        if (step instanceof DeskStep.NotRecollected failed) {
            host.failed("Reading the audit of " + asset, failed.cause());
            return Turn.answer(() -> failed.asker()
                    .accept(new CommandAnswer.NotNow("Expected the audit to be readable but " + failed.cause())));
        }
        Optional<CommandInput> input = input(commands, step);
        return input.isPresent() ? decided(commands, input.get(), situation, any -> {}) : Turn.NOTHING;
    }

    private Turn recollected(Commands commands, DeskStep.Recollected recollected, Situation situation) {
        CommandRecord found = recollected.found().orElse(null);
        Consumer<CommandAnswer> asker = recollected.asker();
        if (found != null && recollected.asked() instanceof CommandInput.Give give) {
            CommandRecord known = commands.find(found.id()).orElse(found);
            return Turn.answer(() -> asker.accept(CommandRules.again(known, give.request())));
        }
        return found != null && recollected.asked() instanceof CommandInput.DeviceAnswered answered
                ? decided(commands, new CommandInput.Remembered(found, answered), situation, asker)
                : decided(commands, recollected.asked(), situation, asker);
    }

    private Optional<CommandInput> input(Commands commands, DeskStep step) {
        if (step instanceof DeskStep.Delivered delivered) {
            ports.probe().reached(CommandProbe.Step.KAFKA_ACKED, delivered.id());
            return Optional.of(new CommandInput.KafkaHas(delivered.id(), delivered.position()));
        }
        if (step instanceof DeskStep.Looked looked) {
            if (looked.found().isPresent()) {
                return Optional.of(
                        new CommandInput.KafkaHas(looked.id(), looked.found().get()));
            }
            deliveries.lookAgain(looked.id(), looked.releasedAt());
            return Optional.of(new CommandInput.Absent(looked.id(), looked.releasedAt()));
        }
        if (step instanceof DeskStep.ChannelTold told) {
            return telling.on(told, commands);
        }
        if (step instanceof DeskStep.AlarmSet set) {
            alarmUnderWay = false;
            alarmFailures = 0;
            return Optional.of(new CommandInput.Release(set.until()));
        }
        if (step instanceof DeskStep.Due) {
            timerAt = null;
            return Optional.of(new CommandInput.TimePassed());
        }
        note(commands, step);
        return Optional.empty();
    }

    /** What changes nothing for the journal. */
    private void note(Commands commands, DeskStep step) {
        if (step instanceof DeskStep.Undelivered undelivered) {
            deliveries.on(undelivered);
        } else if (step instanceof DeskStep.LookDue due) {
            deliveries.on(due, commands);
        } else if (step instanceof DeskStep.LookFailed failed) {
            deliveries.on(failed);
        } else if (step instanceof DeskStep.Marked marked) {
            marking.on(marked, commands);
        } else if (step instanceof DeskStep.MarkFailed failed) {
            marking.on(failed);
        } else if (step instanceof DeskStep.MarkDue due) {
            marking.on(due);
        } else if (step instanceof DeskStep.ChannelFailed failed) {
            telling.on(failed);
        } else if (step instanceof DeskStep.ChannelDue due) {
            telling.on(due);
        } else if (step instanceof DeskStep.AlarmFailed failed) {
            host.failed("Setting an alarm for " + asset, failed.cause());
            alarmFailures++;
            host.after(ports.settings().retry().after(alarmFailures, asset.hashCode()), new DeskStep.AlarmDue());
        } else if (step instanceof DeskStep.AlarmDue) {
            alarmUnderWay = false;
        }
    }

    /**
     * Starts whatever the state asks for and is not under way.
     *
     * @param persisted what was persisted just now; empty: nothing
     */
    public void pursue(Commands commands, List<CommandEvent> persisted, Situation situation) {
        persisted.forEach(event -> ports.probe().reached(step(event), event.id()));
        Set<CommandId> fresh = persisted.stream()
                .filter(CommandEvent.Released.class::isInstance)
                .map(CommandEvent::id)
                .collect(Collectors.toSet());
        deliveries.pursue(commands, fresh);
        marking.pursue(commands);
        pursueWaiting(commands, situation);
        pursueTime(commands, situation);
        telling.pursue(commands);
        if (!wakers.isEmpty() && settled(commands)) {
            wakers.forEach(waker -> waker.accept(new CommandAnswer.Settled()));
            wakers.clear();
        }
    }

    /** The alarm comes first: should everything die right after the release, somebody wakes the twin at the command's end. */
    private void pursueWaiting(Commands commands, Situation situation) {
        if (alarmUnderWay || !situation.canTake() || waiting(commands).findAny().isEmpty()) {
            return;
        }
        alarmUnderWay = true;
        Instant until = clock.instant().plus(ports.settings().times().giveWithin());
        Alarm alarm = new Alarm(
                Alarm.Kind.TWIN,
                asset.value(),
                until.plus(ports.settings().times().timeoutMax()));
        host.pipe(
                Stages.of(() -> ports.alarms().set(alarm).thenApply(any -> true)),
                (done, failure) ->
                        done == null ? new DeskStep.AlarmFailed(Stages.cause(failure)) : new DeskStep.AlarmSet(until));
    }

    private void pursueTime(Commands commands, Situation situation) {
        // Of one that went out, when its answers are to be marked: the mark ends it, not the clock.
        Instant now = clock.instant();
        Stream<Instant> ends = commands.open().stream()
                .filter(open -> open.released() == null || open.due().isAfter(now))
                .map(CommandRecord::due);
        Stream<Instant> returns = situation.state() instanceof ConnectivityState.Maintenance work
                ? waiting(commands).map(known -> work.until())
                : Stream.empty();
        Instant next = Stream.concat(ends, returns).min(Instant::compareTo).orElse(null);
        Instant set = timerAt;
        if (next != null && (set == null || next.isBefore(set))) {
            timerAt = next;
            Duration wait = Duration.between(now, next);
            host.after(wait.compareTo(SOON) < 0 ? SOON : wait, new DeskStep.Due());
        }
    }

    private static Stream<CommandRecord> waiting(Commands commands) {
        return commands.records().stream()
                .filter(known -> known.released() == null && !known.status().isEnd());
    }

    /** Whether the alarm has done its work: what ends about now has ended, and everybody knows. */
    private boolean settled(Commands commands) {
        Instant soon = clock.instant().plus(ports.settings().times().giveWithin());
        return commands.records().stream()
                .allMatch(known -> known.status().isEnd()
                        ? commands.isTold(known)
                        : known.due().isAfter(soon));
    }

    private static CommandProbe.Step step(CommandEvent event) {
        if (event instanceof CommandEvent.Accepted) {
            return CommandProbe.Step.ACCEPTED_PERSISTED;
        }
        if (event instanceof CommandEvent.Refused) {
            return CommandProbe.Step.REFUSED_PERSISTED;
        }
        if (event instanceof CommandEvent.Released) {
            return CommandProbe.Step.RELEASED_PERSISTED;
        }
        if (event instanceof CommandEvent.Sent) {
            return CommandProbe.Step.SENT_PERSISTED;
        }
        if (event instanceof CommandEvent.Answered) {
            return CommandProbe.Step.ANSWER_PERSISTED;
        }
        if (event instanceof CommandEvent.Expired) {
            return CommandProbe.Step.EXPIRED_PERSISTED;
        }
        if (event instanceof CommandEvent.Cancelled) {
            return CommandProbe.Step.CANCELLED_PERSISTED;
        }
        return event instanceof CommandEvent.Told
                ? CommandProbe.Step.TOLD_PERSISTED
                : CommandProbe.Step.RECALLED_PERSISTED;
    }
}
