package dev.muster.twinservice.exchange;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.muster.assetmodel.command.Author;
import dev.muster.assetmodel.fact.Precedence;
import dev.muster.assetmodel.identity.Principal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;

/** Imports into a model of the test, by files whose lines are known. */
abstract class ImportTesting {
    static final Author ADA = Author.of(new Principal("ada"));
    static final int WITHIN_S = 20;

    final DirectModel model = new DirectModel();
    private final List<ImportJobs> opened = new ArrayList<>();
    private int ids;

    @AfterEach
    void close() {
        opened.forEach(ImportJobs::close);
    }

    final ImportJobs jobs(ModelBatches batches, Map<String, Object> settings) {
        Config config = ConfigFactory.parseMap(Map.of("muster.exchange", settings))
                .withFallback(ConfigFactory.defaultReference());
        DirectModel seen = batches instanceof DirectModel direct ? direct : model;
        ImportJobs jobs = new ImportJobs(
                seen.view,
                seen.view.history(),
                batches,
                ExchangeSettings.from(config),
                Precedence.MANUAL,
                seen,
                () -> "job-" + ids++);
        opened.add(jobs);
        return jobs;
    }

    static ImportRun start(ImportJobs jobs, LineReader lines, boolean dryRun) {
        return jobs.start(lines, "listed", dryRun, ADA).orElseThrow();
    }

    static ImportJob bring(ImportJobs jobs, ListedLines lines, int piece) throws Exception {
        return bring(jobs, lines, piece, false);
    }

    /** @param piece lines at once */
    static ImportJob bring(ImportJobs jobs, ListedLines lines, int piece, boolean dryRun) throws Exception {
        ImportRun run = start(jobs, lines, dryRun);
        int left = lines.all().length;
        while (left > 0) {
            await(run.take(new byte[Math.min(piece, left)]));
            left -= piece;
        }
        await(run.end());
        return run.job();
    }

    static void await(CompletionStage<?> stage) throws InterruptedException, ExecutionException, TimeoutException {
        stage.toCompletableFuture().get(WITHIN_S, TimeUnit.SECONDS);
    }
}
