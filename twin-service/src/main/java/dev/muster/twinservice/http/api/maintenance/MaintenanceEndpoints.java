package dev.muster.twinservice.http.api.maintenance;

import static dev.muster.twinservice.http.Endpoint.delete;
import static dev.muster.twinservice.http.Endpoint.put;
import static java.util.concurrent.CompletableFuture.completedFuture;

import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCodes;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.Principal;
import dev.muster.assetmodel.view.Asset;
import dev.muster.assetmodel.view.ModelView;
import dev.muster.twinservice.http.BadInput;
import dev.muster.twinservice.http.Call;
import dev.muster.twinservice.http.Endpoint;
import dev.muster.twinservice.http.HttpSettings;
import dev.muster.twinservice.http.Json;
import dev.muster.twinservice.http.Problem;
import dev.muster.twinservice.http.Unknown;
import dev.muster.twinservice.twin.AssetTwin;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Work on assets: announced before it begins, so that nobody is called for silence that is meant, and ended when it is done.
 * Everything here may be repeated: what already is so changes nothing.
 */
public final class MaintenanceEndpoints {
    private static final String ASSET_PATH = "/v1/assets/{asset}/maintenance";
    private static final String GROUP_PATH = "/v1/hierarchies/{hierarchy}/groups/{group}/maintenance";

    private final HttpSettings settings;
    private final ModelView view;
    private final Maintenance maintenance;
    private final Clock clock;

    /** Body of the two PUTs. */
    record Announcement(@Nullable Instant until) {}

    public MaintenanceEndpoints(HttpSettings settings, ModelView view, Maintenance maintenance, Clock clock) {
        this.settings = settings;
        this.view = view;
        this.maintenance = maintenance;
        this.clock = clock;
    }

    public List<Endpoint> endpoints() {
        return List.of(
                put(ASSET_PATH, this::begin),
                delete(ASSET_PATH, this::end),
                put(GROUP_PATH, this::beginAll).inBulk(),
                delete(GROUP_PATH, this::endAll).inBulk());
    }

    private CompletionStage<HttpResponse> begin(Call call) {
        AssetId id = call.asset();
        Principal by = call.principal();
        Instant until = until(call);
        Optional<Asset> asset = view.asset(id);
        if (asset.isEmpty()) {
            return completedFuture(Unknown.asset(id));
        }
        // The model retires assets without a word to their twins.
        Instant retired = asset.get().retiredFrom();
        if (retired != null && !retired.isAfter(clock.instant())) {
            return completedFuture(conflict(
                    "asset", "Expected an asset in service but %s is retired since %s".formatted(id, retired)));
        }
        return then(
                maintenance.begin(id, by, until),
                applied -> Json.fields("asset", id, "changed", applied.changed(), "by", by, "until", until));
    }

    private CompletionStage<HttpResponse> end(Call call) {
        AssetId id = call.asset();
        Principal by = call.principal();
        return view.asset(id).isEmpty()
                ? completedFuture(Unknown.asset(id))
                : then(maintenance.end(id, by), applied -> Json.fields("asset", id, "changed", applied.changed()));
    }

    private CompletionStage<HttpResponse> beginAll(Call call) {
        GroupKey group = call.group();
        Principal by = call.principal();
        Instant until = until(call);
        Instant now = clock.instant();
        if (!until.isAfter(now)) {
            return completedFuture(conflict(
                    "until", "Expected the maintenance to end after now, %s, but got %s".formatted(now, until)));
        }
        return ofAll(
                group,
                asset -> maintenance.begin(asset, by, until),
                Json.fields("hierarchy", group.hierarchy(), "group", group.group(), "by", by, "until", until));
    }

    private CompletionStage<HttpResponse> endAll(Call call) {
        GroupKey group = call.group();
        Principal by = call.principal();
        return ofAll(
                group,
                asset -> maintenance.end(asset, by),
                Json.fields("hierarchy", group.hierarchy(), "group", group.group()));
    }

    private CompletionStage<HttpResponse> ofAll(
            GroupKey group,
            Function<AssetId, CompletionStage<AssetTwin.ChangeReply>> question,
            Map<String, Object> head) {
        if (view.group(group).isEmpty()) {
            return completedFuture(Unknown.group(group, view));
        }
        int max = settings.maintenanceMembersMax();
        List<AssetId> members = new GroupMembers(view, group).upTo(max);
        if (members.size() > max) {
            return completedFuture(Problem.unprocessable(
                            "limit",
                            "group",
                            "Expected at most %d assets under group %s but there are more; ask for groups below it"
                                    .formatted(max, group.group()))
                    .response());
        }
        return new FanOut(members, question)
                .run(timeToAsk())
                .thenApplyAsync(
                        outcome -> {
                            head.putAll(view(members.size(), outcome));
                            return Json.ok(head);
                        },
                        Runnable::run);
    }

    /** The rest of the limit is for telling what came of it. */
    private Duration timeToAsk() {
        return settings.bulkTimeout().multipliedBy(9).dividedBy(10);
    }

    private static Map<String, Object> view(int members, FanOut.Outcome outcome) {
        return Json.fields(
                "members", members,
                "changed", outcome.changed(),
                "unchanged", outcome.unchanged(),
                "rejectedCount", outcome.rejected(),
                "rejected", outcome.rejections(),
                "failedCount", outcome.failed(),
                "failed", outcome.failures(),
                "complete", outcome.failed() == 0);
    }

    private static CompletionStage<HttpResponse> then(
            CompletionStage<AssetTwin.ChangeReply> reply, Function<AssetTwin.Applied, Map<String, Object>> view) {
        return reply.thenApplyAsync(
                answer -> answer instanceof AssetTwin.Applied applied
                        ? Json.ok(view.apply(applied))
                        : conflict(null, ((AssetTwin.Rejected) answer).detail()),
                Runnable::run);
    }

    private static HttpResponse conflict(@Nullable String field, String detail) {
        return Problem.of(StatusCodes.CONFLICT, "conflict", detail).at(field).response();
    }

    private Instant until(Call call) {
        Instant until = Call.required("until", call.body(Announcement.class).until());
        Instant latest = clock.instant().plus(settings.maintenanceMax());
        if (until.isAfter(latest)) {
            throw new BadInput(Problem.badInput(
                    "until",
                    "Expected until at most %s ahead, %s, but got %s"
                            .formatted(settings.maintenanceMax(), latest, until)));
        }
        return until;
    }
}
