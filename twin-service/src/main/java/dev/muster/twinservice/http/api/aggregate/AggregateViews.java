package dev.muster.twinservice.http.api.aggregate;

import dev.muster.aggregation.Aggregate;
import dev.muster.aggregation.ChildAggregate;
import dev.muster.aggregation.MissingMember;
import dev.muster.aggregation.MissingReply;
import dev.muster.aggregation.Totals;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.type.FixedPoint;
import dev.muster.assetmodel.view.Asset;
import dev.muster.assetmodel.view.ModelView;
import dev.muster.twinservice.http.Json;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Aggregates as JSON, with the units and names that the model has for them. */
public final class AggregateViews {
    /** What is missing is left out of the value, and said beside it. */
    static final String POLICY = "omit";

    private final ModelView view;

    public AggregateViews(ModelView view) {
        this.view = view;
    }

    Map<String, Object> view(Aggregate aggregate) {
        Map<String, Object> missing = missing(aggregate.totals());
        missing.put("members", aggregate.firstMissing().stream().map(this::view).toList());
        missing.putAll(Json.fields("next", aggregate.next()));
        Map<String, Object> view = totals(aggregate);
        view.put("missing", missing);
        view.put(
                "children",
                aggregate.children().stream().map(AggregateViews::view).toList());
        return view;
    }

    /** The figures alone: nobody is named, and nothing is said of groups below. */
    public Map<String, Object> totals(Aggregate aggregate) {
        Map<String, Object> figures = Json.fields(
                "hierarchy", aggregate.group().hierarchy(),
                "group", aggregate.group().group(),
                "name", aggregate.name(),
                "signal", aggregate.signal(),
                "unit", view.unitOf(aggregate.signal()).orElse(null),
                "asOf", aggregate.asOf(),
                "policy", POLICY);
        figures.putAll(figures(aggregate.totals()));
        return figures;
    }

    Map<String, Object> view(GroupKey group, SignalName signal, MissingReply.Page page) {
        return Json.fields(
                "hierarchy", group.hierarchy(),
                "group", group.group(),
                "signal", signal,
                "members", page.members().stream().map(this::view).toList(),
                "next", page.next());
    }

    public Map<String, Object> view(MissingMember member) {
        return Json.fields(
                "asset", member.asset(),
                "name", view.asset(member.asset()).map(Asset::name).orElse(null),
                "group", member.group().group(),
                "reason", member.reason(),
                "since", member.since());
    }

    public static Map<String, Object> view(ChildAggregate child) {
        Map<String, Object> view = Json.fields("group", child.group().group(), "name", child.name());
        view.putAll(figures(child.totals()));
        return view;
    }

    /** Totals by themselves, whosever they are. */
    public static Map<String, Object> figures(Totals totals) {
        return Json.fields(
                "value", FixedPoint.toDecimal(totals.micros()),
                "expected", totals.expected(),
                "reporting", totals.reporting(),
                "uncertain", totals.uncertain(),
                "missing", missing(totals),
                "bounds", bounds(totals),
                "unbounded", totals.unbounded());
    }

    private static Map<String, Object> missing(Totals totals) {
        return Json.fields("count", totals.missingCount(), "byReason", totals.missing());
    }

    /** Where the value would lie with everyone reporting; none when a missing member has no limits at all. */
    private static @Nullable Map<String, Object> bounds(Totals totals) {
        return totals.unbounded() > 0
                ? null
                : Json.fields(
                        "min", FixedPoint.toDecimal(totals.lowMicros()),
                        "max", FixedPoint.toDecimal(totals.highMicros()));
    }
}
