package dev.muster.twinservice.alarm;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * {@link Alarms} in Cassandra.
 *
 * <p>Why no alarm is lost between a write and the sweep: a sweep reads what is due as soon as it is, and everything once
 * more when it has been due for {@code overlap}; only then it is behind. What an alarm is set to lies {@code margin} or
 * more after this node's clock, and the write counts only when its acknowledgement was seen within {@code overlap - skew}
 * from then, whatever held it up: a slow store, a queue, a pause of this process. So no sweep whose clock differs by less
 * than {@code skew} was through before the row was there for every read. One that took longer is set once more. {@code
 * margin} makes it punctual, too: a write usually lands within milliseconds, before the first of both reads.
 *
 * <p>Before this node sets its first alarm it notes where sweeps begin that have noted nothing so far, or the very first
 * alarms of a keyspace could be set, and everybody die, with no sweep knowing how far back to look.
 */
public final class CassandraAlarms implements Alarms {
    /** What Cassandra takes. */
    private static final Duration TIME_TO_LIVE_MAX = Duration.ofDays(20 * 365);

    private final AlarmBook book;
    private final Clock clock;
    private final AlarmSettings settings;
    private final AtomicReference<@Nullable CompletableFuture<?>> begun = new AtomicReference<>();

    public CassandraAlarms(AlarmBook book, Clock clock, AlarmSettings settings) {
        this.book = book;
        this.clock = clock;
        this.settings = settings;
    }

    @Override
    public CompletionStage<?> set(Alarm alarm) {
        try {
            return begun().thenComposeAsync(noted -> attempt(alarm), Runnable::run);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private CompletionStage<?> attempt(Alarm alarm) {
        Instant now = clock.instant();
        Alarm punctual = new Alarm(alarm.kind(), alarm.id(), due(alarm.due(), now));
        Duration timeToLive = Duration.between(now, punctual.due()).plus(settings.keep());
        if (timeToLive.compareTo(TIME_TO_LIVE_MAX) > 0) {
            throw new IllegalArgumentException(
                    "Expected an alarm within %s but got %s".formatted(TIME_TO_LIVE_MAX, alarm));
        }
        Instant acknowledgedBy = punctual.due().plus(settings.overlap()).minus(AlarmSettings.SKEW);
        return book.insert(punctual, timeToLive)
                .thenComposeAsync(
                        written -> clock.instant().isBefore(acknowledgedBy)
                                ? CompletableFuture.<Object>completedFuture(punctual)
                                : attempt(alarm).thenApplyAsync(Object.class::cast, Runnable::run),
                        Runnable::run);
    }

    /** Whole milliseconds, as the store holds them, and never before what was asked for. */
    private Instant due(Instant wanted, Instant now) {
        Instant earliest = now.plus(settings.margin());
        Instant due = wanted.isBefore(earliest) ? earliest : wanted;
        Instant cut = due.truncatedTo(ChronoUnit.MILLIS);
        return cut.equals(due) ? cut : cut.plusMillis(1);
    }

    private CompletionStage<?> begun() {
        CompletableFuture<?> known = begun.get();
        if (known != null && !known.isCompletedExceptionally()) {
            return known;
        }
        CompletableFuture<?> tried =
                book.begin(clock.instant().minus(settings.overlap())).toCompletableFuture();
        begun.set(tried);
        return tried;
    }
}
