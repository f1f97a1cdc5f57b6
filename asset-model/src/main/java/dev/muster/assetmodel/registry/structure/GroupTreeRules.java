package dev.muster.assetmodel.registry.structure;

import static dev.muster.assetmodel.command.ModelReply.Reason.CONFLICT;

import dev.muster.assetmodel.command.ModelLimits;
import dev.muster.assetmodel.command.ModelReply.Rejected;
import dev.muster.assetmodel.document.GroupDocument;
import dev.muster.assetmodel.fact.Fact;
import dev.muster.assetmodel.fact.GroupDefinition;
import dev.muster.assetmodel.fact.Validity;
import dev.muster.assetmodel.identity.GroupId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.HierarchyId;
import dev.muster.assetmodel.registry.bucket.Registered;
import dev.muster.assetmodel.registry.decision.FieldRules;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What must hold of a hierarchy's tree at every instant: no cycle, no more than so many levels, no more than so many
 * children. It must hold of what all systems say taken together, so that it holds whichever of them governs when. Walks only
 * what stands somewhere during the validity asked about, splitting it where the tree changes. Made for one question.
 */
final class GroupTreeRules {
    private final Registered registered;
    private final HierarchyId hierarchy;
    private final Map<Stretch, Boolean> climbed = new HashMap<>();
    private final Map<Stretch, Integer> depths = new HashMap<>();
    private final Map<Stretch, Integer> heights = new HashMap<>();

    /** A group during a time: where systems say different things, many ways lead through it. */
    private record Stretch(GroupId group, Validity during) {}

    GroupTreeRules(Registered registered, HierarchyId hierarchy) {
        this.registered = registered;
        this.hierarchy = hierarchy;
    }

    /** Whether {@code group} may stand under {@code parent} during all of {@code validity}. */
    Optional<Rejected> mayStand(GroupId group, GroupId parent, Validity validity) {
        if (isAtOrBelow(parent, group, validity)) {
            return Optional.of(new Rejected(
                    CONFLICT,
                    "parent",
                    "Expected a parent that never stands below %s itself but %s does".formatted(group, parent)));
        }
        int depth = depth(parent, validity) + 1 + height(group, validity);
        if (depth > ModelLimits.DEPTH_MAX) {
            return Optional.of(FieldRules.atMost("parent", ModelLimits.DEPTH_MAX, "levels below the root", depth));
        }
        int children = 1
                + (int) below(parent, validity).stream()
                        .filter(child -> !child.equals(group))
                        .count();
        return children > ModelLimits.CHILDREN_MAX
                ? Optional.of(FieldRules.atMost("parent", ModelLimits.CHILDREN_MAX, "groups below one group", children))
                : Optional.empty();
    }

    /** Groups that stand right below {@code parent} at some time during {@code validity}. */
    List<GroupId> below(GroupId parent, Validity validity) {
        return registered.everBelow(new GroupKey(hierarchy, parent)).stream()
                .filter(child -> standings(child, validity).stream()
                        .anyMatch(fact -> fact.value().parent().equals(parent)))
                .toList();
    }

    private boolean isAtOrBelow(GroupId candidate, GroupId group, Validity validity) {
        if (candidate.equals(group)) {
            return true;
        }
        Stretch stretch = new Stretch(candidate, validity);
        Boolean known = climbed.get(stretch);
        if (known != null) {
            return known;
        }
        boolean found = false;
        for (Fact<GroupDefinition> standing : standings(candidate, validity)) {
            Validity during = validity.intersect(standing.validity());
            found |= during != null && isAtOrBelow(standing.value().parent(), group, during);
        }
        climbed.put(stretch, found);
        return found;
    }

    /** Levels from the root down to {@code group}, at most. */
    private int depth(GroupId group, Validity validity) {
        if (group.equals(GroupKey.ROOT)) {
            return 0;
        }
        Stretch stretch = new Stretch(group, validity);
        Integer known = depths.get(stretch);
        if (known != null) {
            return known;
        }
        int above = 0;
        for (Fact<GroupDefinition> standing : standings(group, validity)) {
            Validity during = validity.intersect(standing.validity());
            if (during != null) {
                above = Math.max(above, depth(standing.value().parent(), during));
            }
        }
        depths.put(stretch, above + 1);
        return above + 1;
    }

    /** Levels below {@code group}, at most. */
    private int height(GroupId group, Validity validity) {
        Stretch stretch = new Stretch(group, validity);
        Integer known = heights.get(stretch);
        if (known != null) {
            return known;
        }
        int height = 0;
        for (GroupId child : registered.everBelow(new GroupKey(hierarchy, group))) {
            for (Fact<GroupDefinition> standing : standings(child, validity)) {
                Validity during = validity.intersect(standing.validity());
                if (during != null && standing.value().parent().equals(group)) {
                    height = Math.max(height, 1 + height(child, during));
                }
            }
        }
        heights.put(stretch, height);
        return height;
    }

    private List<Fact<GroupDefinition>> standings(GroupId group, Validity validity) {
        return registered.group(new GroupKey(hierarchy, group)).map(GroupDocument::definition).stream()
                .flatMap(timeline -> timeline.believed().stream())
                .filter(fact -> fact.validity().overlaps(validity))
                .toList();
    }
}
