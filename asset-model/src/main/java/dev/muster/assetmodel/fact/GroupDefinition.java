package dev.muster.assetmodel.fact;

import dev.muster.assetmodel.identity.GroupId;

/** What a group is called and under which group it stands; {@code root} for the top ones. */
public record GroupDefinition(String name, GroupId parent) {}
