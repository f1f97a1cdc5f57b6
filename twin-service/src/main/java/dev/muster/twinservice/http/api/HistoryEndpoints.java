package dev.muster.twinservice.http.api;

import static dev.muster.twinservice.http.Endpoint.get;
import static java.util.concurrent.CompletableFuture.completedFuture;

import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCodes;
import dev.muster.assetmodel.fact.Fact;
import dev.muster.assetmodel.fact.Installation;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.assetmodel.telemetry.Reading;
import dev.muster.assetmodel.view.ModelView;
import dev.muster.ingest.HistoryRow;
import dev.muster.twinservice.counter.ContinuedCounters;
import dev.muster.twinservice.http.BadInput;
import dev.muster.twinservice.http.Call;
import dev.muster.twinservice.http.Endpoint;
import dev.muster.twinservice.http.Json;
import dev.muster.twinservice.http.Problem;
import dev.muster.twinservice.http.Unknown;
import dev.muster.twinservice.store.HistoryPage;
import dev.muster.twinservice.store.HistoryPosition;
import dev.muster.twinservice.store.HistoryQuery;
import dev.muster.twinservice.store.HistoryReader;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * What an asset reported, oldest first; by default its last hour. Counters go on where the device before stopped, by the model
 * as it is now; what the device sent stands beside.
 */
final class HistoryEndpoints {
    private static final Duration RANGE_DEFAULT = Duration.ofHours(1);
    private static final int PAGE_DEFAULT = 1_000;
    private static final int CURSOR_PARTS = 3;

    private final ModelView view;
    private final HistoryReader reader;
    private final Clock clock;

    HistoryEndpoints(ModelView view, HistoryReader reader, Clock clock) {
        this.view = view;
        this.reader = reader;
        this.clock = clock;
    }

    List<Endpoint> endpoints() {
        return List.of(get("/v1/assets/{asset}/history", this::history, "from", "to", "limit", "cursor"));
    }

    private CompletionStage<HttpResponse> history(Call call) {
        HistoryQuery query = query(call);
        if (view.asset(query.asset()).isEmpty()) {
            return completedFuture(Unknown.asset(query.asset()));
        }
        if (!reader.isKept()) {
            return completedFuture(off());
        }
        return reader.read(query).thenApplyAsync(page -> Json.ok(view(query, page)), Runnable::run);
    }

    private static HttpResponse off() {
        return Problem.of(
                        StatusCodes.NOT_FOUND,
                        "history-off",
                        "Expected a service that writes samples to history but muster.cassandra.history-enabled is false here")
                .response();
    }

    private HistoryQuery query(Call call) {
        AssetId asset = call.asset();
        // One millisecond on, so that what was measured at this very moment is in.
        Instant to = call.time("to").orElseGet(() -> clock.instant().plusMillis(1));
        Instant from = call.time("from").orElse(to.minus(RANGE_DEFAULT));
        if (from.isAfter(to)) {
            throw new BadInput(
                    Problem.badInput("from", "Expected from at or before to but got %s and %s".formatted(from, to)));
        }
        if (Duration.between(from, to).compareTo(HistoryQuery.RANGE_MAX) > 0) {
            throw new BadInput(Problem.badInput(
                    "from",
                    "Expected at most %d days up to %s but got %s"
                            .formatted(HistoryQuery.RANGE_MAX.toDays(), to, from)));
        }
        int limit = call.wholeNumber("limit", PAGE_DEFAULT, 1, HistoryQuery.LIMIT_MAX);
        HistoryPosition after =
                call.parameter("cursor").map(HistoryEndpoints::position).orElse(null);
        return new HistoryQuery(asset, from, to, limit, after);
    }

    private Map<String, Object> view(HistoryQuery query, HistoryPage page) {
        return Json.fields(
                "asset", query.asset(),
                "from", query.from(),
                "to", query.to(),
                "samples", page.rows().stream().map(this::view).toList(),
                "next", cursor(page.next()));
    }

    private Map<String, Object> view(HistoryRow row) {
        Installation installed = view.devices()
                .at(row.asset(), row.sample().measuredAt(), null)
                .map(Fact::value)
                .orElse(null);
        Map<String, Object> values = new LinkedHashMap<>();
        row.sample()
                .readings()
                .forEach((signal, reading) -> values.put(
                        signal.value(), view(reading, installed == null ? 0 : installed.counterOffset(signal))));
        return Json.fields(
                "measuredAt", row.sample().measuredAt(),
                "receivedAt", row.receivedAt(),
                "source", row.sample().source(),
                "sequence", row.sample().sequence(),
                "device", installed == null ? null : installed.device(),
                "values", values);
    }

    private static Map<String, Object> view(Reading reading, double offset) {
        Map<String, Object> view = Json.fields(
                "value",
                ContinuedCounters.sum(reading.value(), offset),
                "quality",
                reading.quality(),
                "unit",
                reading.unit());
        if (offset != 0) {
            view.put("raw", reading.value());
        }
        return view;
    }

    private static @Nullable String cursor(@Nullable HistoryPosition position) {
        if (position == null) {
            return null;
        }
        String text = position.measuredAt().toEpochMilli() + "|" + position.source() + "|" + position.sequence();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static HistoryPosition position(String cursor) {
        try {
            String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII);
            String[] parts = text.split("\\|", -1);
            if (parts.length == CURSOR_PARTS) {
                return new HistoryPosition(
                        Instant.ofEpochMilli(Long.parseLong(parts[0])),
                        new SourceId(parts[1]),
                        Long.parseLong(parts[2]));
            }
        } catch (IllegalArgumentException | DateTimeException e) {
            // Answered below, as a cursor of the wrong number of parts is.
        }
        throw new BadInput(Problem.badInput("cursor", "Expected a cursor that this list gave as next but got another"));
    }
}
