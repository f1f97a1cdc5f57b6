package dev.muster.twinservice.command.rules;

import dev.muster.assetmodel.control.DeviceAck;
import dev.muster.twinservice.command.CommandEvent;
import dev.muster.twinservice.command.CommandRecord;
import dev.muster.twinservice.command.CommandStatus;
import dev.muster.twinservice.command.Commands;
import dev.muster.twinservice.command.Transition;
import dev.muster.twinservice.command.rules.CommandInput.DeviceAnswered;
import dev.muster.twinservice.command.rules.CommandInput.Remembered;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The part of {@link CommandRules} that decides whether an answer is that of the device that was asked, and says anything new. */
final class AnswerRules {
    private AnswerRules() {}

    static CommandDecision answered(Commands current, DeviceAnswered answered) {
        DeviceAck ack = answered.ack();
        CommandRecord known = current.find(ack.id()).orElse(null);
        String wrong = known == null
                ? "Expected an answer to a command of %s but none with this id was ever given".formatted(ack.asset())
                : stranger(known, ack);
        if (wrong != null) {
            return CommandDecision.answer(new CommandAnswer.NotYours(wrong, known != null));
        }
        CommandAnswer taken = new CommandAnswer.Taken();
        return known == null || adds(known, ack.answer())
                ? new CommandDecision(
                        List.of(new CommandEvent.Answered(
                                ack.id(), ack.answer(), ack.detail(), answered.receivedAt(), ack.at())),
                        taken)
                : CommandDecision.answer(taken);
    }

    /** Why this is not the answer of whom the command went to; {@code null}: it is. */
    private static @Nullable String stranger(CommandRecord known, DeviceAck ack) {
        CommandRecord.Release release = known.released();
        if (release == null || !known.asset().equals(ack.asset())) {
            return "Expected an answer to a command that went out to %s but %s never did"
                    .formatted(ack.asset(), ack.id());
        }
        if (!release.source().equals(ack.source())) {
            return "Expected an answer of %s, to whom the command went, but got one of %s"
                    .formatted(release.source(), ack.source());
        }
        Long epoch = release.epoch();
        return epoch != null && ack.epoch() < epoch
                ? "Expected an answer of session %d, or a newer one, but got one of session %d"
                        .formatted(epoch, ack.epoch())
                : null;
    }

    /** Devices answer again when they get a command again, and Kafka delivers again: what was said already adds nothing. */
    private static boolean adds(CommandRecord known, DeviceAck.Answer answer) {
        CommandStatus said = Commands.status(answer);
        boolean ended = known.transitions().stream()
                .map(Transition::status)
                .anyMatch(status -> status == CommandStatus.SUCCEEDED
                        || status == CommandStatus.FAILED
                        || status == CommandStatus.REFUSED);
        return known.transitions().stream().noneMatch(step -> step.status() == said)
                && !(ended && said == CommandStatus.ACKNOWLEDGED);
    }

    static CommandDecision remembered(Commands current, Remembered remembered) {
        if (current.find(remembered.known().id()).isPresent()) {
            return answered(current, remembered.answer());
        }
        CommandEvent recalled = new CommandEvent.Recalled(remembered.known());
        CommandDecision then = answered(current.apply(recalled), remembered.answer());
        if (then.events().isEmpty()) {
            return then;
        }
        List<CommandEvent> events = new ArrayList<>();
        events.add(recalled);
        events.addAll(then.events());
        return new CommandDecision(events, then.answer());
    }
}
