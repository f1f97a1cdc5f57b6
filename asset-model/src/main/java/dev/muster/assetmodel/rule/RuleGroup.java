package dev.muster.assetmodel.rule;

import dev.muster.assetmodel.identity.GroupId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.HierarchyId;
import java.util.List;

/**
 * What a group by rule is called, and who belongs to it.
 *
 * @param all every one has to hold; at least one
 */
public record RuleGroup(String name, List<Condition> all) {
    /** Groups by rule stand here, beside each other: they may share assets, so there is no total over them. */
    public static final HierarchyId HIERARCHY = new HierarchyId("rules");

    /** {@link IllegalArgumentException} without a condition. */
    public RuleGroup {
        all = all == null ? List.of() : List.copyOf(all);
        if (all.isEmpty()) {
            throw new IllegalArgumentException("Expected at least one condition in 'all' but got none");
        }
    }

    public static GroupKey key(GroupId id) {
        return new GroupKey(HIERARCHY, id);
    }
}
