package dev.muster.assetmodel.view;

/**
 * How many members should report a signal, and what they could contribute together, generation positive.
 *
 * @param minMicros sum over the members with limits; likewise {@code maxMicros}
 * @param unbounded members without limits
 */
public record Expectation(int expected, long minMicros, long maxMicros, int unbounded) {}
