package dev.muster.ingest.batch;

import dev.muster.ingest.HistoryRow;
import dev.muster.ingest.HistoryWriter;
import dev.muster.ingest.deadline.Sighting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Writes what all partitions of a node have to write within a short time as one. Rows of one partition of the store share a statement,
 * and a partition of Kafka alone has few of them at a time: at 4,000 samples a second, a statement for each took two cores. Only commits
 * wait for it; twins and totals have everything before. What fails, fails for all who share it; each of them tries again.
 *
 * <p>Thread-safe. Writes begin on the thread of whoever fills one up, or of the timers.
 */
public final class GatheredWrites implements HistoryWriter {
    private final HistoryWriter together;
    private final Duration wait;
    private final Timers timers;
    private @Nullable Gathering open;

    /**
     * @param together with as many rows as it takes in one call, or more, a write begins at once: who catches up does not wait
     * @param wait from the first of a write until it begins; zero: nothing is gathered
     */
    public GatheredWrites(HistoryWriter together, Duration wait, Timers timers) {
        this.together = together;
        this.wait = wait;
        this.timers = timers;
    }

    @Override
    public CompletionStage<?> write(List<HistoryRow> rows, List<Sighting> sightings) {
        if (wait.isZero()) {
            return together.write(rows, sightings);
        }
        Gathering joined;
        boolean full;
        synchronized (this) {
            if (open == null) {
                Gathering begun = new Gathering();
                begun.timer = timers.once(wait, () -> begin(begun));
                open = begun;
            }
            joined = open;
            joined.rows.addAll(rows);
            joined.sightings.addAll(sightings);
            full = joined.rows.size() >= rowsPerCall();
        }
        if (full) {
            begin(joined);
        }
        return joined.written;
    }

    @Override
    public int rowsPerCall() {
        return together.rowsPerCall();
    }

    private void begin(Gathering gathered) {
        synchronized (this) {
            if (open != gathered) {
                return;
            }
            open = null;
        }
        if (gathered.timer != null) {
            gathered.timer.cancel();
        }
        CompletionStage<?> stage;
        try {
            stage = together.write(gathered.rows, gathered.sightings);
        } catch (RuntimeException e) {
            stage = CompletableFuture.failedStage(e);
        }
        stage.whenComplete((acked, failure) -> {
            if (failure == null) {
                gathered.written.complete(null);
            } else {
                gathered.written.completeExceptionally(failure);
            }
        });
    }

    /** Guarded by the writer's lock until it begins, and not changed afterwards. */
    private static final class Gathering {
        private final List<HistoryRow> rows = new ArrayList<>();
        private final List<Sighting> sightings = new ArrayList<>();
        private final CompletableFuture<@Nullable Void> written = new CompletableFuture<>();
        private Timers.@Nullable Timer timer;
    }
}
