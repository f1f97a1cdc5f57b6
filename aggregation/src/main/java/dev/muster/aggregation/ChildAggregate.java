package dev.muster.aggregation;

import dev.muster.assetmodel.identity.GroupKey;

/** A child group's share in its parent's {@link Aggregate}. */
public record ChildAggregate(GroupKey group, String name, Totals totals) {}
