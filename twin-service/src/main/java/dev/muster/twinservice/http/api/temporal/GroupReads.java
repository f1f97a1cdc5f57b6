package dev.muster.twinservice.http.api.temporal;

import static dev.muster.twinservice.http.Endpoint.get;
import static java.util.concurrent.CompletableFuture.completedFuture;

import akka.http.javadsl.model.HttpResponse;
import dev.muster.assetmodel.document.GroupDocument;
import dev.muster.assetmodel.fact.Timeline;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.HierarchyId;
import dev.muster.assetmodel.rule.RuleGroup;
import dev.muster.assetmodel.view.Asset;
import dev.muster.assetmodel.view.ModelView;
import dev.muster.assetmodel.view.temporal.GroupAt;
import dev.muster.assetmodel.view.temporal.ModelHistory;
import dev.muster.assetmodel.view.temporal.Moment;
import dev.muster.assetmodel.view.temporal.Page;
import dev.muster.twinservice.http.BadInput;
import dev.muster.twinservice.http.Call;
import dev.muster.twinservice.http.Endpoint;
import dev.muster.twinservice.http.Json;
import dev.muster.twinservice.http.Problem;
import dev.muster.twinservice.http.Unknown;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Groups as they are or were, who stood under them, and everything that was ever recorded of them. */
public final class GroupReads {
    private static final int PAGE_DEFAULT = 100;
    private static final int PAGE_MAX = 1_000;

    private final ModelView view;
    private final ModelHistory history;
    private final NotKnownThen notKnown;

    public GroupReads(ModelView view, ModelHistory history) {
        this.view = view;
        this.history = history;
        this.notKnown = new NotKnownThen(history);
    }

    public List<Endpoint> endpoints() {
        String groups = "/v1/hierarchies/{hierarchy}/groups";
        String group = groups + "/{group}";
        return List.of(
                get(groups, call -> completedFuture(groups(call)), Moments.AT, Moments.AS_KNOWN_AT),
                get(group, call -> completedFuture(group(call)), Moments.AT, Moments.AS_KNOWN_AT),
                get(
                        group + "/members",
                        call -> completedFuture(members(call)),
                        Moments.AT,
                        Moments.AS_KNOWN_AT,
                        "deep",
                        "limit",
                        "cursor"),
                get(group + "/facts", call -> completedFuture(facts(call.group()))));
    }

    private HttpResponse groups(Call call) {
        HierarchyId hierarchy = call.hierarchy();
        Optional<Moment> asked = Moments.asked(call, history);
        if (asked.isEmpty()) {
            return view.hierarchyName(hierarchy).isEmpty()
                    ? Unknown.hierarchy(hierarchy)
                    : Json.ok(Json.fields(
                            "groups",
                            view.groups(hierarchy).stream()
                                    .map(ModelViews::group)
                                    .toList()));
        }
        Moment moment = asked.get();
        if (history.hierarchyName(hierarchy, moment).isEmpty()) {
            return notKnown.hierarchy(hierarchy, moment);
        }
        Map<String, Object> answer = Moments.view(moment);
        answer.put(
                "groups",
                history.groups(hierarchy, moment).stream().map(GroupReads::view).toList());
        return Json.ok(answer);
    }

    private HttpResponse group(Call call) {
        GroupKey group = call.group();
        Optional<Moment> moment = Moments.asked(call, history);
        return moment.isEmpty()
                ? view.group(group)
                        .map(known -> Json.ok(ModelViews.group(known)))
                        .orElseGet(() -> Unknown.group(group, view))
                : history.group(group, moment.get())
                        .map(known -> Json.ok(view(known)))
                        .orElseGet(() -> notKnown.group(group, moment.get()));
    }

    private HttpResponse members(Call call) {
        GroupKey group = call.group();
        Moment moment = Moments.of(call, history);
        boolean deep = deep(call);
        int limit = call.wholeNumber("limit", PAGE_DEFAULT, 1, PAGE_MAX);
        @Nullable AssetId after = call.parameter("cursor", AssetId::new).orElse(null);
        Optional<GroupAt> known = history.group(group, moment);
        if (known.isEmpty()) {
            return notKnown.group(group, moment);
        }
        Page<AssetId, AssetId> page = history.members(group, deep, moment, after, limit);
        Map<String, Object> answer = Json.fields("hierarchy", group.hierarchy(), "group", group.group());
        answer.putAll(Moments.view(moment));
        answer.put("deep", deep);
        answer.put("stands", known.get().stands());
        answer.put(
                "members",
                page.items().stream()
                        .flatMap(asset -> history.asset(asset, moment).stream())
                        .map(asset -> member(asset, group, moment))
                        .toList());
        answer.putAll(Json.fields("next", page.next()));
        return Json.ok(answer);
    }

    private HttpResponse facts(GroupKey group) {
        Moment now = history.present();
        if (history.group(group, now).isEmpty()) {
            return notKnown.group(group, now);
        }
        return Json.ok(
                Json.fields("hierarchy", group.hierarchy(), "group", group.group(), "definition", factsOf(group)));
    }

    private List<Map<String, Object>> factsOf(GroupKey group) {
        if (group.hierarchy().equals(RuleGroup.HIERARCHY)) {
            return history.everythingOfRule(group.group())
                    .map(all -> ModelViews.facts(all.definition(), ModelViews::definition))
                    .orElse(List.of());
        }
        // The root's only facts are the names of its hierarchy; nobody recorded anything of unplaced.
        return group.group().equals(GroupKey.ROOT)
                ? history.everythingOf(group.hierarchy())
                        .map(all -> ModelViews.facts(all.name(), name -> Json.fields("name", name, "parent", null)))
                        .orElse(List.of())
                : ModelViews.facts(
                        history.everythingOf(group)
                                .map(GroupDocument::definition)
                                .orElse(Timeline.empty()),
                        ModelViews::definition);
    }

    private Map<String, Object> member(Asset asset, GroupKey group, Moment moment) {
        GroupKey above = group.hierarchy().equals(RuleGroup.HIERARCHY)
                ? group
                : history.groupsOf(asset.id(), moment).get(group.hierarchy());
        return Json.fields(
                "id", asset.id(),
                "name", asset.name(),
                "type", asset.type(),
                "group", above == null ? null : above.group());
    }

    private static boolean deep(Call call) {
        String text = call.parameter("deep").orElse("false");
        if (!text.equals("true") && !text.equals("false")) {
            throw new BadInput(
                    Problem.badInput("deep", "Expected true or false but got '%s'".formatted(Problem.shown(text))));
        }
        return text.equals("true");
    }

    private static Map<String, Object> view(GroupAt at) {
        Map<String, Object> group = ModelViews.group(at.group());
        group.put("stands", at.stands());
        return group;
    }
}
