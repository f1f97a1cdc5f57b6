package dev.muster.assetmodel.view;

import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupKey;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Who is expected in a group: whoever is placed under it, or belongs to it by its rule, is not retired, and has a schedule
 * that covers now. Immutable, so that identity tells whether anything changed.
 *
 * @param parent {@code null} for the root, and for a group by rule
 * @param members placed directly here, those only that are expected now
 * @param children groups in force now, and under the root {@code unplaced} while it has members
 * @param whole the members and all children together
 */
public record Roster(
        GroupKey group,
        String name,
        @Nullable GroupKey parent,
        SortedMap<AssetId, Member> members,
        SortedMap<GroupKey, Subtree> children,
        Subtree whole) {}
