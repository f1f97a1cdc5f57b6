package dev.muster.twinservice.http.api.promise;

import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.twinservice.http.Json;
import dev.muster.twinservice.promise.Attempt;
import dev.muster.twinservice.promise.Promise;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A promise as JSON. What does not apply is left out. The names here are the API's. */
final class PromiseView {
    private PromiseView() {}

    static Map<String, Object> of(Promise promise) {
        Map<String, Object> view =
                Json.fields("asset", promise.asset(), "property", promise.property(), "wanted", promise.wanted());
        put(view, "reported", promise.reported());
        view.putAll(Json.fields(
                "from", from(promise.asset(), promise.group()),
                "by", promise.by(),
                "since", promise.since(),
                "state", promise.state(),
                "why", promise.why(),
                "attempts", promise.attempts(),
                "lastAttempts",
                        promise.lastAttempts().stream().map(PromiseView::of).toList()));
        put(view, "nextAttemptAt", promise.nextAttemptAt());
        put(view, "endedAt", promise.endedAt());
        return view;
    }

    /** Where it is wanted: {@code {"asset": …}}, or {@code {"hierarchy": …, "group": …}}. */
    static Map<String, Object> from(AssetId asset, @Nullable GroupKey group) {
        return group == null
                ? Json.fields("asset", asset)
                : Json.fields("hierarchy", group.hierarchy(), "group", group.group());
    }

    private static Map<String, Object> of(Attempt attempt) {
        return Json.fields(
                "command", attempt.command(),
                "at", attempt.at(),
                "status", attempt.status(),
                "detail", attempt.detail());
    }

    private static void put(Map<String, Object> view, String name, @Nullable Object value) {
        if (value != null) {
            view.put(name, value);
        }
    }
}
