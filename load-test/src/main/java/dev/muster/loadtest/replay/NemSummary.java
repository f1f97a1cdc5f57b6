package dev.muster.loadtest.replay;

import java.util.List;

/**
 * What the data held, counted, and what was done with each oddity.
 *
 * @param rows of the register
 * @param distinct units of it
 * @param operating of the distinct ones
 * @param withSeries operating, and figures of their region and technology are published, or readings of their own
 * @param withoutSeries operating, and nothing of that is published: they stay silent
 * @param oddities one line each: what was found, what was done with it
 */
public record NemSummary(
        int rows,
        int distinct,
        int operating,
        int retired,
        int withSeries,
        int withoutSeries,
        int series,
        int intervals,
        List<String> oddities) {
    public NemSummary {
        oddities = List.copyOf(oddities);
    }
}
