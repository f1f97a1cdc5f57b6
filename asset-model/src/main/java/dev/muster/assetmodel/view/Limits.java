package dev.muster.assetmodel.view;

/** What a member can contribute to a total, generation positive, in micros. */
public record Limits(long minMicros, long maxMicros) {}
