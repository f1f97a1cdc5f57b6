package dev.muster.twinservice.http.api.temporal;

import static dev.muster.twinservice.http.Endpoint.get;
import static java.util.concurrent.CompletableFuture.completedFuture;

import akka.http.javadsl.model.HttpResponse;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.HierarchyId;
import dev.muster.assetmodel.rule.RuleGroup;
import dev.muster.assetmodel.view.temporal.ModelHistory;
import dev.muster.assetmodel.view.temporal.Moment;
import dev.muster.twinservice.http.Call;
import dev.muster.twinservice.http.Endpoint;
import dev.muster.twinservice.http.Json;
import dev.muster.twinservice.http.Unknown;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Hierarchies as they are or were. Groups by rule make no tree and have no root, so theirs is none of them. */
public final class HierarchyReads {
    private final ModelHistory history;
    private final NotKnownThen notKnown;

    public HierarchyReads(ModelHistory history) {
        this.history = history;
        this.notKnown = new NotKnownThen(history);
    }

    public List<Endpoint> endpoints() {
        return List.of(
                get("/v1/hierarchies", call -> completedFuture(all(call)), Moments.AT, Moments.AS_KNOWN_AT),
                get(
                        "/v1/hierarchies/{hierarchy}",
                        call -> completedFuture(one(call)),
                        Moments.AT,
                        Moments.AS_KNOWN_AT));
    }

    private HttpResponse all(Call call) {
        Optional<Moment> asked = Moments.asked(call, history);
        Moment moment = asked.orElseGet(history::present);
        Map<String, Object> answer = Moments.viewIfAsked(asked);
        answer.put(
                "hierarchies",
                history.hierarchies(moment).stream()
                        .map(hierarchy -> view(hierarchy, moment))
                        .toList());
        return Json.ok(answer);
    }

    private HttpResponse one(Call call) {
        HierarchyId hierarchy = call.hierarchy();
        Optional<Moment> asked = Moments.asked(call, history);
        Moment moment = asked.orElseGet(history::present);
        if (!hierarchy.equals(RuleGroup.HIERARCHY)
                && history.hierarchyName(hierarchy, moment).isPresent()) {
            return Json.ok(view(hierarchy, moment));
        }
        return asked.isEmpty() || hierarchy.equals(RuleGroup.HIERARCHY)
                ? Unknown.hierarchy(hierarchy)
                : notKnown.hierarchy(hierarchy, moment);
    }

    private Map<String, Object> view(HierarchyId hierarchy, Moment moment) {
        return Json.fields(
                "id",
                hierarchy,
                "name",
                history.hierarchyName(hierarchy, moment).orElse(hierarchy.value()),
                "root",
                GroupKey.ROOT);
    }
}
