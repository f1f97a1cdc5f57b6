package dev.muster.twinservice;

import com.typesafe.config.Config;
import dev.muster.assetmodel.identity.CommandId;
import dev.muster.twinservice.command.desk.CommandProbe;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/** For fault tests: halts the process, as {@code kill -9} would, when a command comes to one step for the n-th time. */
final class CommandFaultProbe implements CommandProbe {
    private static final int LIKE_KILL_9 = 137;
    private static final String KEY = "muster.fault.halt-at-command-step";

    private final Step at;
    private final AtomicInteger left;
    private final Runnable halt;

    CommandFaultProbe(Step at, int times, Runnable halt) {
        this.at = at;
        this.left = new AtomicInteger(times);
        this.halt = halt;
    }

    /** {@code muster.fault.halt-at-command-step}: "" for never, {@code STEP}, or {@code STEP:n} for the n-th time. */
    static CommandProbe from(Config config) {
        return from(config.getString(KEY), () -> Runtime.getRuntime().halt(LIKE_KILL_9));
    }

    static CommandProbe from(String configured, Runnable halt) {
        if (configured.isEmpty()) {
            return NONE;
        }
        int colon = configured.indexOf(':');
        try {
            Step at = Step.valueOf(colon < 0 ? configured : configured.substring(0, colon));
            int times = colon < 0 ? 1 : Integer.parseInt(configured.substring(colon + 1));
            return new CommandFaultProbe(at, times, halt);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "Expected %s to be empty, or one of %s, with :n for the n-th time, but got %s"
                            .formatted(KEY, Arrays.toString(Step.values()), configured),
                    e);
        }
    }

    @Override
    public void reached(Step step, CommandId id) {
        if (step == at && left.decrementAndGet() == 0) {
            halt.run();
        }
    }
}
