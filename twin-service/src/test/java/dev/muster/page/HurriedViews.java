package dev.muster.page;

import akka.NotUsed;
import akka.japi.Pair;
import akka.stream.javadsl.Source;
import dev.muster.twinservice.http.Problem;
import dev.muster.twinservice.live.LiveAnswer;
import dev.muster.twinservice.live.LivePosition;
import dev.muster.twinservice.live.LiveReads;
import dev.muster.twinservice.live.LiveRow;
import dev.muster.twinservice.live.LiveSource;
import dev.muster.twinservice.live.LiveSource.Polled;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Views that look at their fleet whenever the test says so, and not once a second: a page lives through hours in moments. */
final class HurriedViews implements LiveReads {
    private final List<CompletableFuture<Long>> waiting = new ArrayList<>();
    private long moments = 1;
    private long streams;

    /** Lets every stream go on by so many events. */
    synchronized void pass(int events) {
        moments += events;
        List<CompletableFuture<Long>> ahead = new ArrayList<>(waiting);
        waiting.clear();
        ahead.forEach(stream -> stream.complete(moments));
    }

    private synchronized CompletionStage<Long> moment(long next) {
        CompletableFuture<Long> moment = new CompletableFuture<>();
        if (next <= moments) {
            moment.complete(moments);
        } else {
            waiting.add(moment);
        }
        return moment;
    }

    @Override
    public int missingMax() {
        return Stage.MISSING_MAX;
    }

    @Override
    public Optional<Problem> refusal() {
        return Optional.empty();
    }

    @Override
    public synchronized Source<LiveAnswer, NotUsed> read(
            String view, Supplier<LiveSource> source, Optional<LivePosition> from) {
        LiveSource looked = source.get();
        Map<String, LiveRow> told = new HashMap<>();
        long stream = ++streams;
        // Its first event comes at once.
        return Source.unfoldAsync(moments, next -> moment(next)
                .thenComposeAsync(moment -> looked.poll(), Runnable::run)
                .thenApply(poll -> Optional.of(
                        Pair.create(next + 1, news((Polled) poll, told, new LivePosition(stream, next, 0))))));
    }

    private static LiveAnswer news(Polled polled, Map<String, LiveRow> told, LivePosition position) {
        Map<String, LiveRow> now = new HashMap<>();
        polled.rows().forEach(row -> now.put(row.key(), row));
        List<LiveRow> changed = polled.rows().stream()
                .filter(row -> !row.equals(told.get(row.key())))
                .toList();
        List<String> gone =
                told.keySet().stream().filter(key -> !now.containsKey(key)).toList();
        boolean reset = told.isEmpty();
        told.clear();
        told.putAll(now);
        return new LiveAnswer.Rows(polled.asOf(), position, reset, false, changed, gone);
    }
}
