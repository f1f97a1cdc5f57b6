package dev.muster.twinservice.command.ack;

import dev.muster.assetmodel.telemetry.RefusalReason;

/** What a twin says of an answer. */
public sealed interface Taken {
    /** It has it, or had it before. */
    record Yes() implements Taken {}

    /** It goes to quarantine; {@code detail} reads "Expected … but …". */
    record NotTheirs(RefusalReason reason, String detail) implements Taken {}

    static Taken yes() {
        return new Yes();
    }

    /** Nobody ever gave such a command. */
    static Taken unknownCommand(String detail) {
        return new NotTheirs(RefusalReason.UNKNOWN_COMMAND, detail);
    }

    /** Of another source than it was sent to, or of a session before the one that it was meant for. */
    static Taken forged(String detail) {
        return new NotTheirs(RefusalReason.FORGED_ANSWER, detail);
    }
}
