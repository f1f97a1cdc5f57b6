package dev.muster.twinservice.http.api.property;

import static dev.muster.twinservice.http.Endpoint.get;
import static java.util.concurrent.CompletableFuture.completedFuture;

import akka.http.javadsl.model.HttpResponse;
import dev.muster.assetmodel.fact.PropertyKind;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.HierarchyId;
import dev.muster.assetmodel.mismatch.AssetMismatches;
import dev.muster.assetmodel.mismatch.Mismatch;
import dev.muster.assetmodel.view.temporal.ModelHistory;
import dev.muster.assetmodel.view.temporal.Moment;
import dev.muster.assetmodel.view.temporal.Page;
import dev.muster.twinservice.http.BadInput;
import dev.muster.twinservice.http.Call;
import dev.muster.twinservice.http.Endpoint;
import dev.muster.twinservice.http.Json;
import dev.muster.twinservice.http.Problem;
import dev.muster.twinservice.http.api.temporal.Moments;
import dev.muster.twinservice.http.api.temporal.NotKnownThen;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What was ordered, or is wanted, and is not what reports: asset by asset, and of each the oldest first. */
public final class MismatchEndpoint {
    private static final int ASSETS_DEFAULT = 100;
    private static final int ASSETS_MAX = 1_000;

    private final ModelHistory history;
    private final NotKnownThen notKnown;

    public MismatchEndpoint(ModelHistory history) {
        this.history = history;
        this.notKnown = new NotKnownThen(history);
    }

    public List<Endpoint> endpoints() {
        return List.of(get(
                "/v1/mismatches",
                call -> completedFuture(mismatches(call)),
                "hierarchy",
                "group",
                "kind",
                Moments.AT,
                Moments.AS_KNOWN_AT,
                "after",
                "limit"));
    }

    private HttpResponse mismatches(Call call) {
        PropertyKind kind = call.parameter("kind", MismatchEndpoint::stated).orElse(PropertyKind.EXPECTED);
        @Nullable GroupKey group = group(call);
        Moment moment = Moments.of(call, history);
        @Nullable AssetId after = call.parameter("after", AssetId::new).orElse(null);
        int limit = call.wholeNumber("limit", ASSETS_DEFAULT, 1, ASSETS_MAX);
        if (group != null && history.group(group, moment).isEmpty()) {
            return notKnown.group(group, moment);
        }
        Page<AssetMismatches, AssetId> page = history.mismatches(kind, group, moment, after, limit);
        Map<String, Object> answer = Moments.view(moment);
        answer.put("kind", Json.name(kind));
        answer.putAll(Json.fields(
                "hierarchy", group == null ? null : group.hierarchy(), "group", group == null ? null : group.group()));
        answer.put(
                "mismatches",
                page.items().stream()
                        .flatMap(asset -> asset.mismatches().stream().map(found -> view(asset.asset(), found, kind)))
                        .toList());
        answer.putAll(Json.fields("next", page.next()));
        return Json.ok(answer);
    }

    private static PropertyKind stated(String name) {
        PropertyKind kind = PropertyEndpoints.kind(name);
        if (kind == PropertyKind.REPORTED) {
            throw new IllegalArgumentException("Expected the kind expected or desired but got 'reported'");
        }
        return kind;
    }

    /** A hierarchy alone means its root; {@code null}: everywhere. */
    private static @Nullable GroupKey group(Call call) {
        Optional<HierarchyId> hierarchy = call.parameter("hierarchy", HierarchyId::new);
        Optional<GroupId> group = call.parameter("group", GroupId::new);
        if (hierarchy.isEmpty() && group.isPresent()) {
            throw new BadInput(Problem.badInput(
                    "hierarchy", "Expected the hierarchy of group '%s' but it is missing".formatted(group.get())));
        }
        return hierarchy
                .map(tree -> new GroupKey(tree, group.orElse(GroupKey.ROOT)))
                .orElse(null);
    }

    private static Map<String, Object> view(AssetId asset, Mismatch mismatch, PropertyKind kind) {
        return Json.fields(
                "asset",
                asset,
                "property",
                mismatch.property(),
                Json.name(kind),
                mismatch.stated(),
                "reported",
                mismatch.reported(),
                "reason",
                mismatch.reported() == null ? "notReported" : "differs",
                "since",
                mismatch.since());
    }
}
