package dev.muster.assetmodel.view.temporal;

import dev.muster.assetmodel.identity.GroupId;
import dev.muster.assetmodel.view.Group;
import org.jspecify.annotations.Nullable;

/**
 * A group that has another name or parent at the second moment than at the first, or is there at one of them only.
 *
 * @param from {@code null}: it came
 * @param to {@code null}: it went
 */
public record GroupChange(
        GroupId group, @Nullable Group from, @Nullable Group to) {}
