package dev.muster.aggregation.group;

/** Marks what travels between nodes, as CBOR; nodes one version apart must read each other's. */
public sealed interface AggregationMessage permits GroupMessage, GroupReply {}
