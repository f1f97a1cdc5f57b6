package dev.muster.assetmodel.view;

import dev.muster.assetmodel.fact.Validity;
import dev.muster.assetmodel.identity.GroupId;
import dev.muster.assetmodel.identity.GroupKey;
import org.jspecify.annotations.Nullable;

/**
 * A group as it is now; one that is not in force now, as it will be next, else as it was last.
 *
 * @param parent {@code null} only for the root itself, and for a group by rule
 */
public record Group(GroupKey key, String name, @Nullable GroupId parent, Validity validity) {}
