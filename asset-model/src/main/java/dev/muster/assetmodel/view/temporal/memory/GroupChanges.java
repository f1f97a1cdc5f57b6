package dev.muster.assetmodel.view.temporal.memory;

import dev.muster.assetmodel.identity.GroupId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.view.Group;
import dev.muster.assetmodel.view.temporal.GroupChange;
import dev.muster.assetmodel.view.temporal.Moment;
import dev.muster.assetmodel.view.temporal.Page;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What differs of a group, and of those standing below it, between two moments. */
final class GroupChanges {
    private final RecordedModel model;
    private final RuleHistory rules;

    GroupChanges(RecordedModel model, RuleHistory rules) {
        this.model = model;
        this.rules = rules;
    }

    Page<GroupChange, GroupId> page(GroupKey group, Moment from, Moment to, @Nullable GroupId after, int limit) {
        Map<GroupId, Group> before = standing(group, from);
        Map<GroupId, Group> then = standing(group, to);
        TreeMap<GroupId, GroupChange> changes = new TreeMap<>();
        before.forEach((id, was) -> change(id, was, then.get(id)).ifPresent(change -> changes.put(id, change)));
        then.forEach((id, is) -> change(id, before.get(id), is).ifPresent(change -> changes.put(id, change)));
        List<GroupChange> rest = List.copyOf((after == null ? changes : changes.tailMap(after, false)).values());
        List<GroupChange> items = rest.subList(0, Math.min(limit, rest.size()));
        return new Page<>(items, rest.size() > limit ? items.get(limit - 1).group() : null);
    }

    private Map<GroupId, Group> standing(GroupKey group, Moment moment) {
        if (RuleHistory.isAbout(group)) {
            return rules.inForce(group.group(), moment);
        }
        TreeAt tree = new TreeAt(model, group.hierarchy(), moment);
        Map<GroupId, Group> found = new TreeMap<>();
        tree.subtree(group.group()).forEach(id -> tree.group(id).ifPresent(at -> found.put(id, at.group())));
        return found;
    }

    /** What differs of one group; that it was put on record again with the same name and parent does not. */
    private static Optional<GroupChange> change(GroupId id, @Nullable Group was, @Nullable Group is) {
        boolean same =
                was != null && is != null && was.name().equals(is.name()) && Objects.equals(was.parent(), is.parent());
        return same ? Optional.empty() : Optional.of(new GroupChange(id, was, is));
    }
}
