package dev.muster.twinservice.alarm;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Port: where alarms stand. Called from actor threads: never blocks; stages fail while the store is away, and tell
 * nothing then.
 */
public interface AlarmBook {
    /**
     * A part of one shard within one minute.
     *
     * @param to exclusive; in the minute of {@code from}, or its end
     * @param after where the page before ended; {@code null}: from the beginning
     * @param limit at most so many; fewer: there are no more
     */
    record Slice(Instant from, Instant to, @Nullable Alarm after, int limit) {}

    /**
     * Whoever reads after this completed sees it.
     *
     * @param timeToLive from now on
     */
    CompletionStage<?> insert(Alarm alarm, Duration timeToLive);

    /**
     * Where sweeps begin that never noted anything; of several beginnings the earliest stays, whatever order they come
     * in.
     */
    CompletionStage<?> begin(Instant at);

    /** In the order of due, kind and id. */
    CompletionStage<List<Alarm>> due(int shard, Slice slice);

    /** Everybody who was due before was woken. Empty: nobody ever set an alarm. */
    CompletionStage<Optional<Instant>> sweptTo(int shard);

    /** Notes it; one that is earlier than what is noted changes nothing. */
    CompletionStage<?> note(int shard, Instant sweptTo);
}
