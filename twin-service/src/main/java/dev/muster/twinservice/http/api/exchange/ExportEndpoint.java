package dev.muster.twinservice.http.api.exchange;

import static dev.muster.twinservice.http.Endpoint.get;
import static java.util.concurrent.CompletableFuture.completedFuture;

import akka.NotUsed;
import akka.http.javadsl.model.ContentType;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.model.headers.RawHeader;
import akka.stream.ActorAttributes;
import akka.stream.javadsl.Source;
import akka.util.ByteString;
import dev.muster.assetmodel.exchange.EntityLine;
import dev.muster.assetmodel.exchange.EntityTable;
import dev.muster.assetmodel.exchange.ModelExport;
import dev.muster.assetmodel.exchange.csv.CsvText;
import dev.muster.assetmodel.view.temporal.ModelHistory;
import dev.muster.twinservice.http.BadInput;
import dev.muster.twinservice.http.Call;
import dev.muster.twinservice.http.Endpoint;
import dev.muster.twinservice.http.Json;
import dev.muster.twinservice.http.Problem;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** The model as a file, made while it is sent, as fast as it is taken. */
public final class ExportEndpoint {
    private static final ContentType NDJSON = ContentTypes.parse("application/x-ndjson");
    private static final ContentType CSV = ContentTypes.parse("text/csv; charset=UTF-8; header=present");
    /** What travels well as one chunk. */
    private static final int CHUNK_BYTES = 32 * 1024;
    /** As many as a spreadsheet can show at all. */
    private static final int COLUMNS_MAX = 16_384;

    private static final String RETRY_AFTER_SECONDS = "10";

    private final ModelHistory history;
    private final int atOnce;
    private final AtomicInteger running = new AtomicInteger();

    public ExportEndpoint(ModelHistory history, int atOnce) {
        this.history = history;
        this.atOnce = atOnce;
    }

    public List<Endpoint> endpoints() {
        return List.of(get("/v1/exports", this::export, "format", "entity", "at", "asKnownAt")
                .inBulk());
    }

    private CompletionStage<HttpResponse> export(Call call) {
        boolean csv = call.parameter("format")
                .map(text -> ImportOptions.oneOf("format", text, List.of(ImportOptions.NDJSON, ImportOptions.CSV)))
                .map(ImportOptions.CSV::equals)
                .orElse(false);
        Optional<EntityLine.Kind> entity =
                ImportOptions.entity(call, csv ? ImportOptions.tables() : List.of(EntityLine.Kind.values()));
        ModelExport export = ModelExport.of(
                history, call.time("at").orElse(null), call.time("asKnownAt").orElse(null));
        if (running.get() >= atOnce) {
            return completedFuture(tooMany());
        }
        return csv
                ? CompletableFuture.supplyAsync(() -> table(export, entity.orElse(EntityLine.Kind.ASSET)))
                : completedFuture(lines(export, entity));
    }

    private HttpResponse lines(ModelExport export, Optional<EntityLine.Kind> entity) {
        List<EntityLine.Kind> kinds = entity.map(List::of).orElse(Arrays.asList(EntityLine.Kind.values()));
        Stream<ByteString> lines = kinds.stream()
                .map(kind -> export.lines(kind).map(line -> line(Json.bytes(line))))
                .reduce(Stream.empty(), Stream::concat);
        return response(NDJSON, lines);
    }

    private HttpResponse table(ModelExport export, EntityLine.Kind kind) {
        EntityTable table = EntityTable.of(kind, export.lines(kind));
        if (table.header().size() > COLUMNS_MAX) {
            throw new BadInput(Problem.unprocessable(
                    "limit",
                    "format",
                    "Expected at most %d columns but the assets have %d attributes, limits and hierarchies: use ndjson"
                            .formatted(COLUMNS_MAX, table.header().size())));
        }
        Stream<ByteString> rows = Stream.concat(
                        Stream.<List<String>>of(table.header()),
                        export.lines(kind).flatMap(line -> table.rows(line).stream()))
                .map(row -> {
                    StringBuilder text = new StringBuilder();
                    CsvText.append(text, row);
                    return ByteString.fromArrayUnsafe(text.toString().getBytes(StandardCharsets.UTF_8));
                });
        return response(CSV, rows);
    }

    private HttpResponse response(ContentType type, Stream<ByteString> lines) {
        Source<ByteString, NotUsed> chunks = Source.fromIterator(lines::iterator)
                .groupedWeighted(CHUNK_BYTES, line -> (long) line.size())
                .map(some -> some.stream().reduce(ByteString.emptyByteString(), ByteString::concat))
                // Looking through a large fleet takes its time, and must not take it from the requests of others.
                .withAttributes(ActorAttributes.dispatcher(
                        ActorAttributes.IODispatcher().dispatcher()));
        return HttpResponse.create().withEntity(HttpEntities.create(type, chunks.watchTermination((none, ended) -> {
            // Counted once it is sent: an answer that nobody fetches has no end.
            running.incrementAndGet();
            ended.whenComplete((done, failure) -> running.decrementAndGet());
            return none;
        })));
    }

    private static ByteString line(byte[] json) {
        byte[] line = Arrays.copyOf(json, json.length + 1);
        line[json.length] = '\n';
        return ByteString.fromArrayUnsafe(line);
    }

    private HttpResponse tooMany() {
        return Problem.of(
                        StatusCodes.TOO_MANY_REQUESTS,
                        "too-many-exports",
                        "Expected fewer than %d exports at once but as many are running; try again".formatted(atOnce))
                .response()
                .addHeader(RawHeader.create("Retry-After", RETRY_AFTER_SECONDS));
    }
}
