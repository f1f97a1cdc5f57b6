package dev.muster.twinservice.http.api.live;

import dev.muster.aggregation.Aggregate;
import dev.muster.aggregation.ChildAggregate;
import dev.muster.aggregation.MissingReason;
import dev.muster.aggregation.Totals;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.view.Expectation;
import dev.muster.assetmodel.view.Roster;
import dev.muster.twinservice.http.Json;
import dev.muster.twinservice.http.api.aggregate.AggregateViews;
import dev.muster.twinservice.live.LiveRow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A row for each group: as it says itself, else as its parent has it; where nobody says anything, all of its members are
 * missing. Nobody is left out in silence.
 */
final class TreeRows {
    private static final Expectation NOBODY = new Expectation(0, 0, 0, 0);

    private final SignalName signal;
    private final String unit;
    private final Map<GroupKey, Aggregate> answers;
    private final Map<GroupKey, Totals> byParents = new HashMap<>();

    /** @param answers of the groups that answered */
    TreeRows(SignalName signal, String unit, Map<GroupKey, Aggregate> answers) {
        this.signal = signal;
        this.unit = unit;
        this.answers = answers;
        for (Aggregate answer : answers.values()) {
            for (ChildAggregate child : answer.children()) {
                byParents.put(child.group(), child.totals());
            }
        }
    }

    List<LiveRow> of(List<Roster> groups) {
        List<LiveRow> rows = new ArrayList<>(groups.size());
        groups.forEach(group -> rows.add(row(group, totals(group))));
        return rows;
    }

    private LiveRow row(Roster group, Totals totals) {
        GroupKey parent = group.parent();
        Map<String, Object> fields =
                Json.fields("parent", parent == null ? null : parent.group(), "name", group.name(), "unit", unit);
        fields.putAll(AggregateViews.figures(totals));
        if (totals.expected() > 0 && totals.reporting() == 0) {
            // A sum over nobody is no figure.
            fields.putAll(Json.fields("value", null));
        }
        return new LiveRow(group.group().group().value(), fields);
    }

    private Totals totals(Roster group) {
        Aggregate own = answers.get(group.group());
        if (own != null) {
            return own.totals();
        }
        Totals byParent = byParents.get(group.group());
        if (byParent != null) {
            return byParent;
        }
        // A parent that answers without it does not see it yet; one that does not answer cannot be reached, nor can it.
        GroupKey parent = group.parent();
        boolean isAnswered = parent != null && answers.containsKey(parent);
        return allMissing(
                group.whole().signals().getOrDefault(signal, NOBODY),
                isAnswered ? MissingReason.RECOVERING : MissingReason.UNREACHABLE);
    }

    private static Totals allMissing(Expectation expectation, MissingReason reason) {
        int expected = expectation.expected();
        return new Totals(
                0,
                expected,
                0,
                0,
                expected == 0 ? Map.of() : Map.of(reason, expected),
                expectation.minMicros(),
                expectation.maxMicros(),
                expectation.unbounded());
    }
}
