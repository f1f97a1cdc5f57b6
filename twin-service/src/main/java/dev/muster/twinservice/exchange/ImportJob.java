package dev.muster.twinservice.exchange;

import dev.muster.assetmodel.exchange.ImportProgress;
import dev.muster.assetmodel.identity.Principal;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An import, under way or ended. Thread-safe. */
public final class ImportJob {
    private final String id;
    private final Principal by;
    private final String format;
    private final boolean dryRun;
    private final Clock clock;
    private final Instant startedAt;
    private final ImportProgress progress;
    private State state = State.READING;
    private @Nullable Instant endedAt;
    private @Nullable String failure;

    /** How far an import is. */
    public enum State {
        /** The file is coming. */
        READING,
        /** All of it has come; some lines are not done. */
        APPLYING,
        /** Every line is accounted for. */
        DONE,
        /** It could not go on; what was done stays done. */
        FAILED,
        /** Somebody ended it; what was done stays done. */
        CANCELLED
    }

    /**
     * How an import is at a moment.
     *
     * @param failure why it could not go on; {@code null}: it did
     */
    public record Status(
            State state,
            Instant startedAt,
            @Nullable Instant endedAt,
            @Nullable String failure) {
        public boolean ended() {
            return endedAt != null;
        }
    }

    ImportJob(String id, Principal by, String format, boolean dryRun, Clock clock, ImportProgress progress) {
        this.id = id;
        this.by = by;
        this.format = format;
        this.dryRun = dryRun;
        this.clock = clock;
        this.startedAt = clock.instant();
        this.progress = progress;
    }

    public String id() {
        return id;
    }

    public Principal by() {
        return by;
    }

    public String format() {
        return format;
    }

    public boolean dryRun() {
        return dryRun;
    }

    public ImportProgress progress() {
        return progress;
    }

    public synchronized Status status() {
        return new Status(state, startedAt, endedAt, failure);
    }

    /** Ends it, unless it has ended. */
    public void cancel() {
        end(State.CANCELLED, null);
    }

    synchronized void applying() {
        state = state == State.READING ? State.APPLYING : state;
    }

    void done() {
        end(State.DONE, null);
    }

    void fail(String why) {
        end(State.FAILED, why);
    }

    private synchronized void end(State how, @Nullable String why) {
        if (endedAt == null) {
            state = how;
            failure = why;
            endedAt = clock.instant();
        }
    }
}
