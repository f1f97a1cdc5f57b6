package dev.muster.aggregation.recent;

import dev.muster.aggregation.Totals;
import java.time.Instant;

/**
 * What one signal of a group came to in one slot of time; the figures are those of {@link Totals}.
 *
 * @param at when the slot begins; the figures are those of the first look at the group in it
 * @param unbounded at least one missing member had no limits, so low to high says less than all
 */
public record RecentPoint(
        Instant at, long micros, int expected, int reporting, long lowMicros, long highMicros, boolean unbounded) {}
