package dev.muster.twinservice.groupcommand.progress;

import com.typesafe.config.Config;
import dev.muster.twinservice.pace.Backoff;
import java.time.Duration;

/**
 * {@code muster.group-command}, validated; each key is documented in reference.conf.
 *
 * @param membersMax a group of more is refused
 * @param atOnce members that one group command asks at once
 * @param giveWithin without {@code queueUntil}: to whom it was not given so long after its start, it is not given any more
 * @param askTimeout how long the entity may take to answer
 */
public record GroupCommandSettings(
        int membersMax, int atOnce, Duration giveWithin, Duration askTimeout, Keeping keeping, Retry retry) {
    private static final String PATH = "muster.group-command";

    /** More do not fit what is persisted at once. */
    public static final int MEMBERS_LIMIT = 50_000;

    public GroupCommandSettings {
        between("members-max", membersMax, 1, MEMBERS_LIMIT);
        between("at-once", atOnce, 1, 1_000);
        positive("give-within", giveWithin);
        positive("ask-timeout", askTimeout);
    }

    /** Reads {@code muster.group-command}; {@link IllegalArgumentException} says which key expects what. */
    public static GroupCommandSettings from(Config root) {
        Config config = root.getConfig(PATH);
        return new GroupCommandSettings(
                config.getInt("members-max"),
                config.getInt("at-once"),
                config.getDuration("give-within"),
                config.getDuration("ask-timeout"),
                new Keeping(
                        config.getDuration("flush-after"),
                        config.getInt("snapshot-every"),
                        config.getDuration("wake-after"),
                        config.getDuration("wake-waiting-after"),
                        config.getDuration("passivate-after")),
                new Retry(
                        new Backoff(config.getDuration("retry-min"), config.getDuration("retry-max")),
                        config.getDuration("check-after"),
                        config.getDuration("certain-after")));
    }

    /**
     * How it is kept.
     *
     * @param flushAfter what became known is persisted together, at most so much later
     * @param snapshotEvery events between two snapshots
     * @param wakeAfter how long one with members to ask sleeps at most after its node was lost
     * @param wakeWaitingAfter the same of one that only waits until its members' commands end
     * @param passivateAfter how long one that nobody asks or tells anything stays in memory
     */
    public record Keeping(
            Duration flushAfter,
            int snapshotEvery,
            Duration wakeAfter,
            Duration wakeWaitingAfter,
            Duration passivateAfter) {
        public Keeping {
            positive("flush-after", flushAfter);
            between("snapshot-every", snapshotEvery, 1, 10_000);
            positive("wake-after", wakeAfter);
            positive("wake-waiting-after", wakeWaitingAfter);
            positive("passivate-after", passivateAfter);
        }

        /** @param asking whether it has members to ask */
        public Duration wakeAfter(boolean asking) {
            return asking ? wakeAfter : wakeWaitingAfter;
        }
    }

    /**
     * How members are asked whose twins do not answer.
     *
     * @param again after which waits
     * @param checkAfter so long after a member's command must have ended, its twin is asked what became of it
     * @param certainAfter what a node gave before it lost the group command has arrived by then, or never will
     */
    public record Retry(Backoff again, Duration checkAfter, Duration certainAfter) {
        public Retry {
            positive("check-after", checkAfter);
            positive("certain-after", certainAfter);
        }
    }

    private static void positive(String key, Duration duration) {
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException("Expected %s.%s above zero but got %s".formatted(PATH, key, duration));
        }
    }

    private static void between(String key, int number, int min, int max) {
        if (number < min || number > max) {
            throw new IllegalArgumentException(
                    "Expected %s.%s from %d to %d but got %d".formatted(PATH, key, min, max, number));
        }
    }
}
