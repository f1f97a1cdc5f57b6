package dev.muster.twinservice.http.api.rule;

import static dev.muster.twinservice.http.Endpoint.get;
import static dev.muster.twinservice.http.Endpoint.put;
import static java.util.concurrent.CompletableFuture.completedFuture;

import akka.http.javadsl.model.HttpResponse;
import dev.muster.assetmodel.fact.Fact;
import dev.muster.assetmodel.identity.GroupId;
import dev.muster.assetmodel.rule.RuleGroup;
import dev.muster.assetmodel.view.temporal.ModelHistory;
import dev.muster.assetmodel.view.temporal.Moment;
import dev.muster.twinservice.http.Call;
import dev.muster.twinservice.http.Endpoint;
import dev.muster.twinservice.http.Json;
import dev.muster.twinservice.http.api.model.ModelWrites;
import dev.muster.twinservice.http.api.model.RuleBody;
import dev.muster.twinservice.http.api.temporal.Moments;
import dev.muster.twinservice.http.api.temporal.NotKnownThen;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Groups by rule: their rules are written and read here. For everything else they are groups of the hierarchy {@code rules}:
 * their totals, who is missing, who their members were.
 */
public final class RuleEndpoints {
    private final ModelHistory history;
    private final ModelWrites writes;
    private final NotKnownThen notKnown;

    public RuleEndpoints(ModelHistory history, ModelWrites writes) {
        this.history = history;
        this.writes = writes;
        this.notKnown = new NotKnownThen(history);
    }

    public List<Endpoint> endpoints() {
        return List.of(
                put(
                        "/v1/rules/{group}",
                        call -> writes.answer(call, call.body(RuleBody.class).command(group(call)))),
                get("/v1/rules", call -> completedFuture(rules(call)), Moments.AT, Moments.AS_KNOWN_AT),
                get("/v1/rules/{group}", call -> completedFuture(rule(call)), Moments.AT, Moments.AS_KNOWN_AT));
    }

    private HttpResponse rules(Call call) {
        Moment moment = Moments.of(call, history);
        Map<String, Object> answer = Moments.view(moment);
        answer.put(
                "rules",
                history.groups(RuleGroup.HIERARCHY, moment).stream()
                        .flatMap(group -> view(group.group().key().group(), moment).stream())
                        .toList());
        return Json.ok(answer);
    }

    private HttpResponse rule(Call call) {
        GroupId group = group(call);
        Moment moment = Moments.of(call, history);
        Optional<Map<String, Object>> known = view(group, moment);
        return known.isPresent() ? Json.ok(known.get()) : notKnown.rule(group, moment);
    }

    /** In force then, else as it was to be next, else as it was last. */
    private Optional<Map<String, Object>> view(GroupId id, Moment moment) {
        return history.everythingOfRule(id)
                .flatMap(all -> all.definition().factNearest(moment.at(), moment.asKnownAt()))
                .map(fact -> view(id, fact, moment));
    }

    private static Map<String, Object> view(GroupId id, Fact<RuleGroup> fact, Moment moment) {
        return Json.fields(
                "id", id,
                "name", fact.value().name(),
                "all", fact.value().all(),
                "validFrom", fact.validity().validFrom(),
                "validTo", fact.validity().validTo(),
                "stands", fact.validity().covers(moment.at()));
    }

    private static GroupId group(Call call) {
        return call.id("group", GroupId::new);
    }
}
