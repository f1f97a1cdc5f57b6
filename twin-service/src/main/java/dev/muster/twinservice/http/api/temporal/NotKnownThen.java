package dev.muster.twinservice.http.api.temporal;

import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCodes;
import dev.muster.assetmodel.fact.Fact;
import dev.muster.assetmodel.fact.Timeline;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.HierarchyId;
import dev.muster.assetmodel.identity.TypeId;
import dev.muster.assetmodel.rule.RuleGroup;
import dev.muster.assetmodel.view.temporal.ModelHistory;
import dev.muster.assetmodel.view.temporal.Moment;
import dev.muster.twinservice.http.Problem;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/** Answers for what was not known at a moment: whether it is known otherwise, and since when. */
public final class NotKnownThen {
    private final ModelHistory history;

    public NotKnownThen(ModelHistory history) {
        this.history = history;
    }

    public HttpResponse asset(AssetId asset, Moment moment) {
        return problem(
                "asset", "asset", asset, history.everythingOf(asset).flatMap(all -> first(all.definition())), moment);
    }

    HttpResponse type(TypeId type, Moment moment) {
        return problem(
                "type", "asset type", type, history.everythingOf(type).flatMap(all -> first(all.definition())), moment);
    }

    HttpResponse hierarchy(HierarchyId hierarchy, Moment moment) {
        return problem(
                "hierarchy",
                "hierarchy",
                hierarchy,
                history.everythingOf(hierarchy).flatMap(all -> first(all.name())),
                moment);
    }

    public HttpResponse rule(GroupId rule, Moment moment) {
        return problem(
                "group",
                "group by rule",
                rule,
                history.everythingOfRule(rule).flatMap(all -> first(all.definition())),
                moment);
    }

    /** Blames the hierarchy if even that was not known. */
    public HttpResponse group(GroupKey group, Moment moment) {
        if (group.hierarchy().equals(RuleGroup.HIERARCHY)) {
            return rule(group.group(), moment);
        }
        return history.hierarchyName(group.hierarchy(), moment).isEmpty()
                ? hierarchy(group.hierarchy(), moment)
                : problem(
                        "group",
                        "group of hierarchy " + group.hierarchy(),
                        group.group(),
                        history.everythingOf(group).flatMap(all -> first(all.definition())),
                        moment);
    }

    private static HttpResponse problem(
            String field, String what, Object id, Optional<Instant> firstRecorded, Moment moment) {
        Problem problem = firstRecorded.isEmpty()
                ? Problem.notFound(what, id)
                : Problem.of(
                        StatusCodes.NOT_FOUND,
                        "not-found",
                        "Expected a %s that was known at %s but '%s' was first recorded at %s"
                                .formatted(what, moment.asKnownAt(), id, firstRecorded.get()));
        return problem.at(field).response();
    }

    private static Optional<Instant> first(Timeline<?> timeline) {
        return timeline.facts().stream()
                .map((Fact<?> fact) -> fact.recorded().recordedAt())
                .min(Comparator.naturalOrder());
    }
}
