package dev.muster.assetmodel.mismatch;

import dev.muster.assetmodel.fact.Recorded;
import java.time.Instant;

/**
 * What one side says of one property.
 *
 * @param validFrom since when without a break, whatever else was said meanwhile
 * @param recorded when, by whom and out of which system this became known, without a break since
 */
public record PropertyValue(String value, Instant validFrom, Recorded recorded) {}
