package dev.muster.twinservice.exchange;

import dev.muster.assetmodel.command.Author;
import dev.muster.assetmodel.exchange.ImportPlanner;
import dev.muster.assetmodel.exchange.ImportProgress;
import dev.muster.assetmodel.fact.Precedence;
import dev.muster.assetmodel.view.ModelView;
import dev.muster.assetmodel.view.temporal.ModelHistory;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** The imports that this node runs, and those that ended not long ago. Thread-safe. */
public final class ImportJobs implements AutoCloseable {
    private final ModelView view;
    private final ModelHistory history;
    private final ModelBatches batches;
    private final ExchangeSettings settings;
    private final Precedence precedence;
    private final Clock clock;
    private final Supplier<String> ids;
    private final ExecutorService executor;
    private final Map<String, ImportJob> jobs = new LinkedHashMap<>();

    /** @param ids makes one for each import */
    public ImportJobs(
            ModelView view,
            ModelHistory history,
            ModelBatches batches,
            ExchangeSettings settings,
            Precedence precedence,
            Clock clock,
            Supplier<String> ids) {
        this.view = view;
        this.history = history;
        this.batches = batches;
        this.settings = settings;
        this.precedence = precedence;
        this.clock = clock;
        this.ids = ids;
        this.executor = Executors.newFixedThreadPool(settings.importsAtOnce(), task -> {
            Thread thread = new Thread(task, "import");
            thread.setDaemon(true);
            return thread;
        });
    }

    public ExchangeSettings settings() {
        return settings;
    }

    /** Of the writers. */
    public Precedence precedence() {
        return precedence;
    }

    /** Empty: as many as there may be are running. */
    public synchronized Optional<ImportRun> start(LineReader reader, String format, boolean dryRun, Author by) {
        tidy();
        long running =
                jobs.values().stream().filter(job -> !job.status().ended()).count();
        if (running >= settings.importsAtOnce()) {
            return Optional.empty();
        }
        ImportProgress progress = new ImportProgress(settings.errorsKept(), settings.changesKept());
        ImportJob job = new ImportJob(ids.get(), by.principal(), format, dryRun, clock, progress);
        ImportPlanner planner = new ImportPlanner(
                view,
                history,
                by,
                new ImportPlanner.Rules(settings.linesMax(), settings.waitingBytesMax(), precedence),
                dryRun,
                reader::column,
                progress);
        WriteRound round = new WriteRound(batches, by, clock, settings.patience(), executor);
        jobs.put(job.id(), job);
        return Optional.of(new ImportRun(
                job, reader, planner, new ImportRun.Means(view, round, clock, settings.patience(), executor)));
    }

    /** As if it had never been: nothing of it was done. */
    public synchronized void forget(ImportJob job) {
        jobs.remove(job.id());
    }

    public synchronized Optional<ImportJob> job(String id) {
        tidy();
        return Optional.ofNullable(jobs.get(id));
    }

    /** The latest first. */
    public synchronized List<ImportJob> all() {
        tidy();
        List<ImportJob> all = new ArrayList<>(jobs.values());
        Collections.reverse(all);
        return all;
    }

    /** Running imports fail: their files can be sent again, to another node for example. */
    @Override
    public void close() {
        all().forEach(job -> job.fail("Expected the node to stay but it stops; send the same file again"));
        executor.shutdown();
    }

    private void tidy() {
        Instant oldest = clock.instant().minus(settings.retention());
        long ended = jobs.values().stream().filter(job -> job.status().ended()).count();
        Iterator<ImportJob> all = jobs.values().iterator();
        while (all.hasNext()) {
            Instant endedAt = all.next().status().endedAt();
            if (endedAt != null && (ended > settings.importsKept() || endedAt.isBefore(oldest))) {
                all.remove();
                ended--;
            }
        }
    }
}
