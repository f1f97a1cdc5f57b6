package dev.muster.twinservice.command.rules;

import dev.muster.assetmodel.identity.CommandId;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.twinservice.command.CommandEvent;
import dev.muster.twinservice.command.CommandRecord;
import dev.muster.twinservice.command.CommandRequest;
import dev.muster.twinservice.command.CommandStatus;
import dev.muster.twinservice.command.Commands;
import dev.muster.twinservice.command.Refusal;
import dev.muster.twinservice.command.rules.CommandInput.Absent;
import dev.muster.twinservice.command.rules.CommandInput.AnswersRead;
import dev.muster.twinservice.command.rules.CommandInput.Cancel;
import dev.muster.twinservice.command.rules.CommandInput.DeviceAnswered;
import dev.muster.twinservice.command.rules.CommandInput.EverybodyKnows;
import dev.muster.twinservice.command.rules.CommandInput.Find;
import dev.muster.twinservice.command.rules.CommandInput.Give;
import dev.muster.twinservice.command.rules.CommandInput.KafkaHas;
import dev.muster.twinservice.command.rules.CommandInput.Release;
import dev.muster.twinservice.command.rules.CommandInput.Remembered;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides which events an input causes, and what is answered. Decides only: nothing here changes anything.
 *
 * <pre>
 *                  unknown         waiting     released      sent        acknowledged   ended
 * Give             new (1)         told (2)    told (2)      told (2)    told (2)       told (2)
 * Find             not known       told        told          told        told           told
 * Cancel           not known       cancelled   conflict      conflict    conflict       conflict (3)
 * DeviceAnswered   not yours (4)   not yours   answered (5)  answered    answered       late (6)
 * Remembered       recalled, then as DeviceAnswered finds it
 * KafkaHas         -               -           sent          -           sent (7)       -
 * Absent           -               -           released (8)  -           -              -
 * Release          -               released    -             -           -              -
 * TimePassed       -               expired     -             -           -              -
 * AnswersRead      -               -           expired (9)   expired     expired        -
 * EverybodyKnows   -               -           -             -           -              told
 * </pre>
 *
 * Waiting: accepted, and not released. Released: it may stand on the topic, and that is not known. A dash: nothing.
 * <ol>
 *   <li>Refused with its reason, final for its key; or accepted; or, when the asset can take it, accepted and released in one.
 *   <li>And nothing is done again; a conflict when another command was given under this key.
 *   <li>But for one that was cancelled: it is told.
 *   <li>Unless it was forgotten: the audit is asked first, see {@link Remembered}. The same goes for {@link Give}.
 *   <li>Only by the source that it was sent to, in the session that it was sent in or a newer one, and each answer once; anybody else
 *       is told "not yours". One received before the end of its time is in time, whenever it gets here.
 *   <li>After the end an answer changes nothing but what is known. Nothing is added to what the device itself has ended.
 *   <li>Where it stands. That it is there was clear since the device answered.
 *   <li>Again, with the same end, to whoever speaks now, unless that has come or the asset cannot take it: it is looked for again.
 *   <li>Once everything that the source answered before that has been read: our own absence is not held against a device. Any answer of
 *       it says so, too, up to when it was received. Every input first lets the time pass, and then does what it is there for.
 * </ol>
 */
public final class CommandRules {
    /** With so many, most of them ended and not told to everybody, no more are taken: those who are told must get on first. */
    public static final int HELD_MAX = 100;

    private static final Duration WHEN_HELD = Duration.ofSeconds(5);

    private final int openMax;

    /** @param openMax commands of one asset that have not ended */
    public CommandRules(int openMax) {
        this.openMax = openMax;
    }

    /** Whether the audit must be asked before this can be decided: the twin has forgotten some, this may be one of them. */
    public static Optional<CommandId> toLookUp(Commands current, CommandInput input) {
        CommandId id = input instanceof Give give
                ? give.request().id()
                : input instanceof DeviceAnswered answered ? answered.ack().id() : null;
        return id == null || !current.forgot() || current.find(id).isPresent() ? Optional.empty() : Optional.of(id);
    }

    public CommandDecision decide(Commands current, CommandInput input, Situation situation) {
        List<CommandEvent> events = new ArrayList<>(overdue(current, input, situation.now()));
        Commands then = current.applyAll(events);
        CommandDecision decision = decideInTime(then, input, situation);
        events.addAll(decision.events());
        events.addAll(overdue(then.applyAll(decision.events()), input, situation.now()));
        return events.isEmpty() && decision.answer() == null
                ? CommandDecision.NOTHING
                : new CommandDecision(List.copyOf(events), decision.answer());
    }

    private static List<CommandEvent> overdue(Commands current, CommandInput input, Instant now) {
        List<CommandEvent> events = new ArrayList<>();
        for (CommandRecord open : current.open()) {
            CommandRecord.Release release = open.released();
            Instant reached = release == null ? now : answersRead(input, release.source());
            if (!reached.isBefore(open.due())) {
                events.add(new CommandEvent.Expired(open.id(), expiry(open), now));
            }
        }
        return events;
    }

    /** Up to when this shows that the answers of a source have been read: they come in the order in which the broker got them. */
    private static Instant answersRead(CommandInput input, SourceId source) {
        if (input instanceof AnswersRead read && read.source().equals(source)) {
            return read.until();
        }
        return input instanceof DeviceAnswered answered
                        && answered.ack().source().equals(source)
                ? answered.receivedAt()
                : Instant.EPOCH;
    }

    private static String expiry(CommandRecord open) {
        if (open.released() == null) {
            return "Expected the asset to be online by %s but it was not".formatted(open.due());
        }
        return open.isInDoubt()
                ? "Expected it to go out and be answered by %s but Kafka did not say that it has it"
                        .formatted(open.due())
                : "Expected the device to say by %s what became of it but it did not".formatted(open.due());
    }

    private CommandDecision decideInTime(Commands current, CommandInput input, Situation situation) {
        if (input instanceof Give give) {
            return give(current, give, situation);
        }
        if (input instanceof Find find) {
            return CommandDecision.answer(told(current, find.id()));
        }
        if (input instanceof Cancel cancel) {
            return cancel(current, cancel, situation.now());
        }
        if (input instanceof AnswersRead) {
            return CommandDecision.answer(new CommandAnswer.Taken());
        }
        if (input instanceof DeviceAnswered answered) {
            return AnswerRules.answered(current, answered);
        }
        if (input instanceof Remembered remembered) {
            return AnswerRules.remembered(current, remembered);
        }
        if (input instanceof KafkaHas has) {
            return current.find(has.id())
                    .filter(known -> known.released() != null
                            && known.sent() == null
                            && !known.status().isEnd())
                    .map(known -> CommandDecision.of(new CommandEvent.Sent(has.id(), has.position())))
                    .orElse(CommandDecision.NOTHING);
        }
        if (input instanceof Absent absent) {
            return absent(current, absent, situation);
        }
        if (input instanceof Release release) {
            return release(current, release, situation);
        }
        if (input instanceof EverybodyKnows all) {
            return current.find(all.id())
                    .filter(known -> known.status().isEnd()
                            && known.transitions().size() == all.transitions()
                            && !current.isTold(known))
                    .map(known -> CommandDecision.of(new CommandEvent.Told(all.id(), all.transitions())))
                    .orElse(CommandDecision.NOTHING);
        }
        return CommandDecision.NOTHING;
    }

    private CommandDecision give(Commands current, Give give, Situation situation) {
        CommandRequest request = give.request();
        CommandRecord known = current.find(request.id()).orElse(null);
        if (known != null) {
            return CommandDecision.answer(again(known, request));
        }
        Instant now = situation.now();
        if (now.isAfter(give.until())) {
            return CommandDecision.answer(new CommandAnswer.NotNow(
                    "Expected to come to the command by %s but it is %s".formatted(give.until(), now)));
        }
        if (current.records().size() >= HELD_MAX) {
            return CommandDecision.answer(new CommandAnswer.TooMany(
                    "Expected fewer than %d commands of %s that not everybody was told of"
                            .formatted(HELD_MAX, request.asset()),
                    WHEN_HELD));
        }
        List<CommandEvent> events = taken(current, give, situation);
        return new CommandDecision(events, told(current.applyAll(events), request.id(), false));
    }

    private List<CommandEvent> taken(Commands current, Give give, Situation situation) {
        CommandRequest request = give.request();
        Instant now = situation.now();
        Refusal refusal = refusal(current, give, situation);
        if (refusal != null) {
            return List.of(new CommandEvent.Refused(request, refusal, now));
        }
        CommandEvent accepted = new CommandEvent.Accepted(request, now);
        return situation
                .addressee()
                .map(source -> List.of(
                        accepted,
                        new CommandEvent.Released(
                                request.id(), release(source, situation, now.plus(request.timeout())))))
                .orElse(List.of(accepted));
    }

    private @Nullable Refusal refusal(Commands current, Give give, Situation situation) {
        if (give.misfit() != null) {
            return new Refusal(Refusal.Reason.BAD_COMMAND, give.misfit(), null);
        }
        Instant queueUntil = give.request().queueUntil();
        boolean mayWait = queueUntil != null && queueUntil.isAfter(situation.now()) && !situation.isRetired();
        if (!situation.canTake() && !mayWait) {
            return situation.refusal();
        }
        int open = current.open().size();
        return open < openMax
                ? null
                : new Refusal(
                        Refusal.Reason.TOO_MANY_OPEN,
                        "Expected fewer than %d commands of %s that have not ended but there are %d"
                                .formatted(openMax, situation.asset(), open),
                        null);
    }

    /** Of a command that was given before. */
    public static CommandAnswer again(CommandRecord known, CommandRequest request) {
        return known.request().asksTheSameAs(request)
                ? new CommandAnswer.Known(known, true)
                : new CommandAnswer.Conflicting(
                        "key",
                        "Expected a key of its own for this command but '%s' stands for %s, given at %s"
                                .formatted(request.key(), known.request().command(), known.acceptedAt()),
                        known);
    }

    private static CommandDecision cancel(Commands current, Cancel cancel, Instant now) {
        CommandRecord known = current.find(cancel.id()).orElse(null);
        if (known == null || known.status() == CommandStatus.CANCELLED) {
            return CommandDecision.answer(told(current, cancel.id()));
        }
        if (known.released() != null || known.status().isEnd()) {
            return CommandDecision.answer(new CommandAnswer.Conflicting(
                    "status",
                    "Expected a command that waits to go out but %s"
                            .formatted(known.released() == null ? "it has ended" : "it has gone out"),
                    known));
        }
        CommandEvent cancelled =
                new CommandEvent.Cancelled(cancel.id(), cancel.by(), "Taken back by " + cancel.by(), now);
        return new CommandDecision(List.of(cancelled), told(current.apply(cancelled), cancel.id(), false));
    }

    private static CommandDecision absent(Commands current, Absent absent, Situation situation) {
        CommandRecord known = current.find(absent.id()).orElse(null);
        CommandRecord.Release release = known == null ? null : known.released();
        if (known == null
                || release == null
                || !known.isInDoubt()
                || !release.at().equals(absent.releasedAt())
                || !situation.now().isBefore(release.expiresAt())) {
            return CommandDecision.NOTHING;
        }
        return situation
                .addressee()
                .map(source -> CommandDecision.of(
                        new CommandEvent.Released(known.id(), release(source, situation, release.expiresAt()))))
                .orElse(CommandDecision.NOTHING);
    }

    private static CommandDecision release(Commands current, Release release, Situation situation) {
        SourceId source = situation.addressee().orElse(null);
        if (source == null || situation.now().isAfter(release.until())) {
            return CommandDecision.NOTHING;
        }
        List<CommandEvent> events = new ArrayList<>();
        for (CommandRecord open : current.open()) {
            if (open.released() == null) {
                Instant expiresAt = situation.now().plus(open.request().timeout());
                events.add(new CommandEvent.Released(open.id(), release(source, situation, expiresAt)));
            }
        }
        return new CommandDecision(List.copyOf(events), null);
    }

    private static CommandRecord.Release release(SourceId source, Situation situation, Instant expiresAt) {
        return new CommandRecord.Release(source, situation.epochOf(source), situation.now(), expiresAt);
    }

    private static CommandAnswer told(Commands current, CommandId id) {
        return told(current, id, true);
    }

    private static CommandAnswer told(Commands current, CommandId id, boolean repeated) {
        return current.find(id)
                .<CommandAnswer>map(known -> new CommandAnswer.Known(known, repeated))
                .orElseGet(CommandAnswer.NotKnown::new);
    }
}
