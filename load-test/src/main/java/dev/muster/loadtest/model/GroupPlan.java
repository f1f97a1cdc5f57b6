package dev.muster.loadtest.model;

import dev.muster.assetmodel.identity.GroupId;
import dev.muster.assetmodel.identity.GroupKey;
import org.jspecify.annotations.Nullable;

/** A group to be made; {@code parent} is {@code null} directly under the root. */
public record GroupPlan(GroupKey key, String name, @Nullable GroupId parent) {}
