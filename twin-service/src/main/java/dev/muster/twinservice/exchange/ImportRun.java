package dev.muster.twinservice.exchange;

import akka.Done;
import dev.muster.assetmodel.exchange.ImportPlanner;
import dev.muster.assetmodel.exchange.ImportPlanner.Writes;
import dev.muster.assetmodel.exchange.ReadLine;
import dev.muster.assetmodel.exchange.csv.BadColumn;
import dev.muster.assetmodel.view.ModelView;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The work of an import: a piece of the file is read while what the one before asks for is being written, and no further, so
 * that whoever sends is slowed to the pace of the writers. What comes after the end of the job is passed over.
 */
public final class ImportRun {
    private static final Logger LOG = LoggerFactory.getLogger(ImportRun.class);

    private final ImportJob job;
    private final LineReader reader;
    private final ImportPlanner planner;
    private final WriteRound round;
    private final ModelView view;
    private final Clock clock;
    private final Duration patience;
    private final Executor executor;
    private CompletionStage<Done> underWay = CompletableFuture.completedStage(Done.getInstance());
    private volatile CompletionStage<Done> lastPiece = done();
    private long position = -1;
    private @Nullable BadColumn badColumn;

    /** What a run works with on this node. */
    record Means(ModelView view, WriteRound round, Clock clock, Duration patience, Executor executor) {}

    ImportRun(ImportJob job, LineReader reader, ImportPlanner planner, Means means) {
        this.job = job;
        this.reader = reader;
        this.planner = planner;
        this.round = means.round();
        this.view = means.view();
        this.clock = means.clock();
        this.patience = means.patience();
        this.executor = means.executor();
    }

    public ImportJob job() {
        return job;
    }

    /** The next piece; completes, never with a failure, when there is room for the one after it. One call at a time. */
    public CompletionStage<Done> take(byte[] piece) {
        CompletionStage<Done> taken = next(lines -> reader.take(piece, lines));
        lastPiece = taken;
        return taken;
    }

    /** The file is whole; completes, never with a failure, when the job has ended. */
    public CompletionStage<Done> end() {
        return next(reader::end)
                .thenComposeAsync(
                        read -> {
                            job.applying();
                            return running() ? underWay.thenComposeAsync(written -> rest(), executor) : done();
                        },
                        executor)
                .handleAsync(this::settled, executor);
    }

    /** The file will not be whole. The job fails as soon as what came before is done. */
    public void broken(String why) {
        lastPiece.thenCompose(taken -> underWay).thenRun(() -> job.fail(why));
    }

    /** A column because of which the file could not be read at all; {@code null}: there is none. */
    public @Nullable BadColumn badColumn() {
        return badColumn;
    }

    private CompletionStage<Done> next(Consumer<Consumer<ReadLine>> read) {
        if (!running()) {
            return done();
        }
        return CompletableFuture.supplyAsync(() -> plan(read), executor)
                .thenComposeAsync(
                        writes -> writes.isEmpty()
                                ? done()
                                : underWay.thenApplyAsync(
                                        before -> {
                                            underWay = write(writes);
                                            return before;
                                        },
                                        executor),
                        executor)
                .handleAsync(this::settled, executor);
    }

    private Writes plan(Consumer<Consumer<ReadLine>> read) {
        List<ReadLine> lines = new ArrayList<>();
        read.accept(lines::add);
        return planner.plan(lines, clock.instant());
    }

    /** Types, hierarchies and groups can be seen before any asset refers to them. */
    private CompletionStage<Done> write(Writes writes) {
        CompletionStage<Done> structure = writes.structure().isEmpty()
                ? done()
                : round.write(writes.structure(), planner::written)
                        .thenComposeAsync(
                                reached -> {
                                    position = Math.max(position, reached);
                                    return visible();
                                },
                                executor);
        CompletionStage<Done> all = structure
                .thenComposeAsync(
                        shown -> running()
                                ? round.write(writes.assets(), planner::written)
                                : CompletableFuture.completedStage(-1L),
                        executor)
                .thenApplyAsync(
                        reached -> {
                            position = Math.max(position, reached);
                            return Done.getInstance();
                        },
                        executor);
        return all.handleAsync(this::settled, executor);
    }

    private CompletionStage<Done> visible() {
        return view.reached(position, patience)
                .thenComposeAsync(
                        reached -> reached
                                ? done()
                                : CompletableFuture.failedStage(new ImportFailed(
                                        "Expected this node's view of the model at position %d within %s but it is at %d"
                                                .formatted(position, patience, view.position()))),
                        executor);
    }

    /** What was left waits for nothing any more: round by round, until nothing comes of it. */
    private CompletionStage<Done> rest() {
        return visible()
                .thenComposeAsync(
                        shown -> {
                            if (!running()) {
                                return done();
                            }
                            Writes writes = planner.planRest(clock.instant());
                            if (writes.isEmpty() && !planner.anythingLeft()) {
                                job.done();
                                return done();
                            }
                            return write(writes).thenComposeAsync(written -> rest(), executor);
                        },
                        executor);
    }

    private boolean running() {
        return !job.status().ended();
    }

    private Done settled(@Nullable Done done, @Nullable Throwable failure) {
        if (failure != null) {
            Throwable cause =
                    failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
            if (cause instanceof BadColumn bad) {
                badColumn = bad;
            } else if (!(cause instanceof ImportFailed)) {
                LOG.error("Import {} failed unexpectedly", job.id(), cause);
            }
            boolean known = cause instanceof BadColumn || cause instanceof ImportFailed;
            job.fail(
                    known
                            ? String.valueOf(cause.getMessage())
                            : "Expected this to work but it did not: a bug of Muster");
        }
        return Done.getInstance();
    }

    private static CompletionStage<Done> done() {
        return CompletableFuture.completedStage(Done.getInstance());
    }
}
