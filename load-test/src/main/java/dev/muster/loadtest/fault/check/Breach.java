package dev.muster.loadtest.fault.check;

/**
 * Something that must not be, whatever went wrong.
 *
 * @param what in one line: who, what was expected, what is
 */
public record Breach(Kind kind, String what) {
    /** Which promise was broken. */
    public enum Kind {
        /** A sample that Kafka took does not stand in history. */
        SAMPLE_LOST,
        /** A sample stands in history twice, or was never sent. */
        SAMPLE_DOUBLE,
        /** A sample stands in history with other values than were sent. */
        SAMPLE_ALTERED,
        /** What was received of a partition is not what became of it. */
        ACCOUNTING_OPEN,
        /** An asset was called offline that never fell silent for so long. */
        FALSE_OFFLINE,
        /** A device was told the same command twice. */
        COMMAND_TWICE,
        /** A command that was given has no end, or was forgotten. */
        COMMAND_WITHOUT_END,
        /** A command has two ends, or one that its device contradicts. */
        COMMAND_ENDS_DIFFER,
        /** A correct command was turned down as if it were not. */
        COMMAND_TURNED_DOWN,
        /** A total is not what was sent. */
        TOTAL_WRONG,
        /** A total did not say who is expected, or did not account for all of them. */
        EXPECTED_WRONG,
        /** The total of a node that lives did not become complete again in time. */
        NOT_COMPLETE_AGAIN,
        /** A node ended, or did not come up or go down, though nobody asked for it. */
        NODE_LOST
    }

    @Override
    public String toString() {
        return kind + ": " + what;
    }
}
