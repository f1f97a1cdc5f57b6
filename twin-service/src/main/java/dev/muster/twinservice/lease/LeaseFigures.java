package dev.muster.twinservice.lease;

import java.time.Duration;

/**
 * For whoever watches a node.
 *
 * @param sure whether it may write to the journal
 * @param sinceRenewed since the last renewal that succeeded was sent
 * @param held leases that it holds
 * @param waiting leases that it asks for and does not have yet
 */
public record LeaseFigures(boolean sure, Duration sinceRenewed, int held, int waiting) {}
