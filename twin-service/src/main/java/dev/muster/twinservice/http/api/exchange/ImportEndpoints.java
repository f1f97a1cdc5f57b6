package dev.muster.twinservice.http.api.exchange;

import static dev.muster.twinservice.http.Endpoint.delete;
import static dev.muster.twinservice.http.Endpoint.get;
import static dev.muster.twinservice.http.Endpoint.postStream;
import static java.util.concurrent.CompletableFuture.completedFuture;

import akka.Done;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.model.headers.RawHeader;
import dev.muster.assetmodel.command.Author;
import dev.muster.assetmodel.exchange.csv.BadColumn;
import dev.muster.assetmodel.fact.Precedence;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.view.Asset;
import dev.muster.assetmodel.view.Group;
import dev.muster.assetmodel.view.ModelView;
import dev.muster.twinservice.exchange.ImportJob;
import dev.muster.twinservice.exchange.ImportJobs;
import dev.muster.twinservice.exchange.ImportRun;
import dev.muster.twinservice.http.BadInput;
import dev.muster.twinservice.http.Call;
import dev.muster.twinservice.http.Endpoint;
import dev.muster.twinservice.http.Json;
import dev.muster.twinservice.http.Problem;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Files of the model come in as jobs: begun by a file, asked about and ended by their ids, on the node that took the file. */
public final class ImportEndpoints {
    /** Small files are done by then, and their answer says so. */
    private static final int WAIT_FOR_END_MS = 1_000;

    private static final int PAGE_DEFAULT = 100;
    private static final int PAGE_MAX = 1_000;
    private static final String RETRY_AFTER_SECONDS = "10";

    private final ImportJobs jobs;
    private final KnownEntities known;

    public ImportEndpoints(ModelView view, ImportJobs jobs) {
        this.jobs = jobs;
        this.known = new KnownEntities() {
            @Override
            public Optional<Asset> asset(AssetId id) {
                return view.asset(id);
            }

            @Override
            public Optional<Group> group(GroupKey key) {
                return view.group(key);
            }
        };
    }

    public List<Endpoint> endpoints() {
        return List.of(
                get("/v1/imports", call -> completedFuture(all())),
                postStream("/v1/imports", jobs.settings().bodyBytesMax(), this::start, ImportOptions.PARAMETERS),
                get("/v1/imports/{import}", call -> answer(call, job -> Json.ok(ImportView.of(job)))),
                delete(
                        "/v1/imports/{import}",
                        call -> answer(call, job -> {
                            job.cancel();
                            return Json.ok(ImportView.of(job));
                        })),
                get(
                        "/v1/imports/{import}/errors",
                        call -> answer(
                                call, job -> Json.ok(ImportView.errorsPage(job.progress(), offset(call), limit(call)))),
                        "offset",
                        "limit"),
                get(
                        "/v1/imports/{import}/changes",
                        call -> answer(
                                call,
                                job -> Json.ok(ImportView.changesPage(job.progress(), offset(call), limit(call)))),
                        "offset",
                        "limit"));
    }

    /** One of a system that the writers do not know would fail line by line. */
    private Author known(Author author) {
        Precedence precedence = jobs.precedence();
        if (precedence.rank(author.system()).isEmpty()) {
            throw new BadInput(Problem.unprocessable(
                    "invalid",
                    Call.SYSTEM_HEADER,
                    "Expected one of the source systems %s but got '%s'".formatted(precedence, author.system())));
        }
        return author;
    }

    private HttpResponse all() {
        return Json.ok(
                Json.fields("imports", jobs.all().stream().map(ImportView::of).toList()));
    }

    private CompletionStage<HttpResponse> start(Call call) {
        ImportOptions options = ImportOptions.of(call);
        Author author = known(call.author());
        Optional<ImportRun> started = jobs.start(
                options.reader(jobs.settings().lineBytesMax(), known), options.format(), options.dryRun(), author);
        return started.map(run -> read(call, run)).orElseGet(() -> completedFuture(tooMany()));
    }

    /** Whoever has sent everything waits no longer, though the last lines may. */
    private CompletionStage<HttpResponse> read(Call call, ImportRun run) {
        Call.Passage file = call.forEachPiece(run::take);
        CompletionStage<Done> ended = file.handled()
                .handle((read, failure) -> {
                    if (failure != null) {
                        run.broken(why(failure, run.job()));
                        throw failure instanceof CompletionException wrapped
                                ? wrapped
                                : new CompletionException(failure);
                    }
                    return read;
                })
                .thenComposeAsync(read -> run.end(), Runnable::run);
        return file.received()
                .handle((received, failure) -> Done.getInstance())
                .thenComposeAsync(
                        received -> ended.toCompletableFuture()
                                .copy()
                                .completeOnTimeout(received, WAIT_FOR_END_MS, TimeUnit.MILLISECONDS),
                        Runnable::run)
                .thenApply(done -> answer(run));
    }

    private HttpResponse answer(ImportRun run) {
        BadColumn bad = run.badColumn();
        if (bad != null) {
            jobs.forget(run.job());
            throw new BadInput(Problem.badInput(bad.column(), bad.detail()));
        }
        return Json.response(StatusCodes.ACCEPTED, ImportView.of(run.job()))
                .addHeader(
                        RawHeader.create("Location", "/v1/imports/" + run.job().id()));
    }

    private static String why(Throwable failure, ImportJob job) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause instanceof BadInput bad
                ? bad.problem().detail()
                : "Expected the whole file but the connection ended behind line %d; send the same file again"
                        .formatted(job.progress().lastLine());
    }

    private HttpResponse tooMany() {
        return Problem.of(
                        StatusCodes.TOO_MANY_REQUESTS,
                        "too-many-imports",
                        "Expected fewer than %d imports at once but as many are running; try again"
                                .formatted(jobs.settings().importsAtOnce()))
                .response()
                .addHeader(RawHeader.create("Retry-After", RETRY_AFTER_SECONDS));
    }

    private CompletionStage<HttpResponse> answer(Call call, Function<ImportJob, HttpResponse> view) {
        String id = call.id("import", text -> text);
        @Nullable ImportJob job = jobs.job(id).orElse(null);
        return completedFuture(
                job == null
                        ? Problem.notFound("import of this node", Problem.shown(id))
                                .at("import")
                                .response()
                        : view.apply(job));
    }

    private static int offset(Call call) {
        return call.wholeNumber("offset", 0, 0, Integer.MAX_VALUE);
    }

    private static int limit(Call call) {
        return call.wholeNumber("limit", PAGE_DEFAULT, 1, PAGE_MAX);
    }
}
