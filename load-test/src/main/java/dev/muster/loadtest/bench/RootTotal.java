package dev.muster.loadtest.bench;

/** What stands at the root of a hierarchy: the sum of the summed signal, in millionths, and of how many assets. */
public record RootTotal(long micros, int count) {}
