package dev.muster.twinservice.alarm;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A store of one shard in simulated time that fails, is slow, and writes late, in every way in which a real one does,
 * until the world is calm.
 */
final class ShakyBook implements AlarmBook {
    static final long TIMEOUT = 10_000;

    private final SimulatedTime time;
    private final NavigableMap<Alarm, Instant> expiries = new TreeMap<>(ShardSweep.BY_DUE);
    private @Nullable Instant beginning;
    private @Nullable Instant noted;

    ShakyBook(SimulatedTime time) {
        this.time = time;
    }

    @Override
    public CompletionStage<?> insert(Alarm alarm, Duration timeToLive) {
        return written(() -> expiries.merge(
                alarm, time.instant().plus(timeToLive), (one, other) -> one.isAfter(other) ? one : other));
    }

    @Override
    public CompletionStage<?> begin(Instant at) {
        return written(() -> beginning = beginning == null || at.isBefore(beginning) ? at : beginning);
    }

    @Override
    public CompletionStage<?> note(int shard, Instant sweptTo) {
        return written(() -> noted = noted == null || sweptTo.isAfter(noted) ? sweptTo : noted);
    }

    @Override
    public CompletionStage<Optional<Instant>> sweptTo(int shard) {
        CompletableFuture<Optional<Instant>> read = new CompletableFuture<>();
        time.after(latency(), () -> answer(read, noted()));
        return read;
    }

    @Override
    public CompletionStage<List<Alarm>> due(int shard, Slice slice) {
        if (slice.to().isAfter(AlarmStatements.slotEnd(slice.from())) || slice.limit() < 1) {
            throw new AssertionError("Expected a slice of one minute but got " + slice);
        }
        CompletableFuture<List<Alarm>> read = new CompletableFuture<>();
        // What lands while the answer is on its way is not in it.
        long until = time.upTo(10);
        time.after(until, () -> {
            List<Alarm> found = rows(slice).entrySet().stream()
                    .filter(row -> row.getValue().isAfter(time.instant()))
                    .limit(slice.limit())
                    .map(Map.Entry::getKey)
                    .toList();
            time.after(latency(), () -> answer(read, found));
        });
        return read;
    }

    Optional<Instant> noted() {
        return Optional.ofNullable(noted == null ? beginning : noted);
    }

    private NavigableMap<Alarm, Instant> rows(Slice slice) {
        Alarm after = slice.after();
        NavigableMap<Alarm, Instant> before = expiries.headMap(firstOf(slice.to()), false);
        return after == null ? before.tailMap(firstOf(slice.from()), true) : before.tailMap(after, false);
    }

    /** No alarm of that time comes before it. */
    private static Alarm firstOf(Instant due) {
        return new Alarm(Alarm.Kind.GROUP_COMMAND, "", due);
    }

    private <T> void answer(CompletableFuture<T> read, T value) {
        if (time.fails(10)) {
            read.completeExceptionally(new IllegalStateException("lost read"));
        } else {
            read.complete(value);
        }
    }

    private long latency() {
        return time.fails(5) ? time.upTo(TIMEOUT) : time.upTo(10);
    }

    private CompletableFuture<Object> written(Runnable write) {
        CompletableFuture<Object> done = new CompletableFuture<>();
        if (time.fails(4)) {
            time.after(TIMEOUT, () -> done.completeExceptionally(new IllegalStateException("lost write")));
        } else if (time.fails(4)) {
            time.after(
                    TIMEOUT, () -> done.completeExceptionally(new IllegalStateException("timed out, and lands later")));
            time.after(TIMEOUT + time.upTo(50_000), write);
        } else {
            // One in thirty takes longer than any timeout: whoever wrote it stood still.
            long lands = time.fails(3) ? time.upTo(50_000) : time.fails(8) ? time.upTo(TIMEOUT) : time.upTo(20);
            time.after(lands, () -> {
                write.run();
                time.after(time.upTo(20), () -> done.complete("written"));
            });
        }
        return done;
    }
}
