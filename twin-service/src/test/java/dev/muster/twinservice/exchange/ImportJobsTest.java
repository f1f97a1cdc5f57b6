package dev.muster.twinservice.exchange;

import static dev.muster.twinservice.exchange.ListedLines.asset;
import static dev.muster.twinservice.exchange.ListedLines.group;
import static dev.muster.twinservice.exchange.ListedLines.hierarchy;
import static dev.muster.twinservice.exchange.ListedLines.type;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.assetmodel.command.ModelReply;
import dev.muster.assetmodel.command.ModelReply.Reason;
import dev.muster.assetmodel.exchange.ImportCounts;
import dev.muster.assetmodel.exchange.ReadLine;
import dev.muster.assetmodel.identity.AssetId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class ImportJobsTest extends ImportTesting {
    @Test
    void shouldTryToReachWritersForAWhileAndThenFail() throws Exception {
        List<ModelReply> unavailable =
                List.of(new ModelReply.Rejected(Reason.UNAVAILABLE, "", "Expected an answer of writer types"));
        ConcurrentLinkedQueue<List<ModelReply>> twice = new ConcurrentLinkedQueue<>(List.of(unavailable, unavailable));
        ModelBatches back = (lines, by) -> {
            model.pass(Duration.ofSeconds(14));
            List<ModelReply> none = twice.poll();
            return none == null ? model.execute(lines, by) : CompletableFuture.completedStage(none);
        };
        ModelBatches away = (lines, by) -> {
            model.pass(Duration.ofSeconds(14));
            return CompletableFuture.completedStage(unavailable);
        };

        ImportJob done = bring(jobs(back, Map.of()), new ListedLines(type()), 1);
        ImportJob failed = bring(jobs(away, Map.of()), new ListedLines(hierarchy()), 1);

        assertThat(done.progress().counts()).isEqualTo(new ImportCounts(1, 1, 0, 0, 0, 0));
        assertThat(failed.status().state()).isEqualTo(ImportJob.State.FAILED);
        assertThat(failed.status().failure()).isEqualTo("Expected an answer of writer types");
        assertThat(failed.progress().counts()).isEqualTo(new ImportCounts(1, 0, 0, 0, 0, 1));
    }

    @Test
    void shouldReadNoFurtherThanOnePieceAheadOfTheWriters() throws Exception {
        List<Runnable> held = new ArrayList<>();
        CompletableFuture<Runnable> asked = new CompletableFuture<>();
        DirectModel slow = new DirectModel(work -> {
            held.add(work);
            asked.complete(work);
        });
        ImportRun run = start(jobs(slow, Map.of()), new ListedLines(type(), hierarchy(), group("north", null)), false);

        await(run.take(new byte[1]));
        CompletableFuture<?> second = run.take(new byte[1]).toCompletableFuture();
        Runnable work = asked.get(WITHIN_S, TimeUnit.SECONDS);

        assertThat(second).isNotDone();
        work.run();
        await(second);
        assertThat(run.job().progress().counts().read()).isEqualTo(2);
    }

    /** Its type is being written when the file breaks off: the asset that has come with it is written all the same. */
    @Test
    void shouldFailBrokenFileOnlyOnceWhatCameBeforeIsDone() throws Exception {
        LinkedBlockingQueue<Runnable> held = new LinkedBlockingQueue<>();
        DirectModel slow = new DirectModel(held::add);
        ListedLines file = new ListedLines(type(), asset("a", null));
        ImportRun run = start(jobs(slow, Map.of()), file, false);
        await(run.take(file.all()));

        run.broken("Expected the whole file");

        assertThat(run.job().status().ended()).isFalse();
        for (int portion = 0; portion < 2; portion++) {
            Runnable work = held.poll(WITHIN_S, TimeUnit.SECONDS);
            assertThat(work).as("portion %d", portion).isNotNull();
            work.run();
        }
        long untilNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(WITHIN_S);
        while (!run.job().status().ended() && System.nanoTime() < untilNanos) {
            Thread.onSpinWait();
        }
        assertThat(run.job().status().state()).isEqualTo(ImportJob.State.FAILED);
        assertThat(run.job().status().failure()).isEqualTo("Expected the whole file");
        assertThat(slow.view.asset(new AssetId("a"))).isPresent();
    }

    @Test
    void shouldPassOverWhatComesAfterItWasCancelled() throws Exception {
        ImportJobs jobs = jobs(model, Map.of());
        ImportRun run = start(jobs, new ListedLines(type(), hierarchy()), false);
        await(run.take(new byte[1]));

        run.job().cancel();
        await(run.take(new byte[1]));
        await(run.end());

        assertThat(run.job().status().state()).isEqualTo(ImportJob.State.CANCELLED);
        assertThat(run.job().progress().counts().read()).isEqualTo(1);
        assertThat(model.view.hierarchies()).isEmpty();
    }

    @Test
    void shouldRunSoManyAtOnceAndNotOneMore() {
        ImportJobs jobs = jobs(model, Map.of("imports-at-once", 2));
        ImportRun first = jobs.start(new ListedLines(), "x", false, ADA).orElseThrow();
        assertThat(jobs.start(new ListedLines(), "x", false, ADA)).isPresent();

        assertThat(jobs.start(new ListedLines(), "x", false, ADA)).isEmpty();
        first.job().cancel();
        assertThat(jobs.start(new ListedLines(), "x", false, ADA)).isPresent();
    }

    @Test
    void shouldKeepThoseThatEndedForAWhileAndNotTooMany() throws Exception {
        ImportJobs jobs = jobs(model, Map.of("imports-kept", 2, "retention", "1h"));
        ImportJob oldest = bring(jobs, new ListedLines(), 0);
        ImportJob second = bring(jobs, new ListedLines(), 0);
        ImportJob third = bring(jobs, new ListedLines(), 0);

        assertThat(jobs.all()).containsExactly(third, second);
        assertThat(jobs.job(oldest.id())).isEmpty();
        model.pass(Duration.ofHours(1));
        assertThat(jobs.job(third.id())).contains(third);
        model.pass(Duration.ofMillis(1));
        assertThat(jobs.all()).isEmpty();
    }

    @Test
    void shouldFailAndNotHangWhereThereIsABug() throws Exception {
        LineReader broken = new LineReader() {
            @Override
            public void take(byte[] piece, Consumer<ReadLine> lines) {
                throw new IllegalStateException("a bug");
            }

            @Override
            public void end(Consumer<ReadLine> lines) {}
        };
        ImportRun run = start(jobs(model, Map.of()), broken, false);

        await(run.take(new byte[1]));

        assertThat(run.job().status().state()).isEqualTo(ImportJob.State.FAILED);
        assertThat(run.job().status().failure()).contains("a bug of Muster");
    }
}
