package dev.muster.twinservice.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.twinservice.http.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Polls that end when the test says so. Thread-safe. */
final class ScriptedSource implements LiveSource {
    private static final int PATIENCE_S = 10;

    private final BlockingQueue<CompletableFuture<Poll>> polls = new LinkedBlockingQueue<>();

    @Override
    public CompletionStage<Poll> poll() {
        CompletableFuture<Poll> poll = new CompletableFuture<>();
        polls.add(poll);
        return poll;
    }

    /** Waits for the poll that nobody took yet. */
    CompletableFuture<Poll> taken() {
        try {
            CompletableFuture<Poll> poll = polls.poll(PATIENCE_S, TimeUnit.SECONDS);
            if (poll == null) {
                throw new AssertionError("Expected a poll but none began");
            }
            return poll;
        } catch (InterruptedException e) {
            throw new AssertionError("Expected a poll but was interrupted", e);
        }
    }

    /** Ends the next poll: key and value in turn. */
    void ends(Object... keysAndValues) {
        taken().complete(new Polled(ManualClock.START, rows(keysAndValues)));
    }

    /** The next poll begins, and never ends. */
    void hangs() {
        assertThat(taken()).isNotDone();
    }

    void refuses() {
        taken().complete(new Refused(Problem.unavailable("Expected figures but got none")));
    }

    /** Polls that began and that nobody took. */
    int open() {
        return polls.size();
    }

    static List<LiveRow> rows(Object... keysAndValues) {
        List<LiveRow> rows = new ArrayList<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            rows.add(row((String) keysAndValues[i], keysAndValues[i + 1]));
        }
        return rows;
    }

    static LiveRow row(String key, Object value) {
        return new LiveRow(key, Map.of("value", value));
    }
}
