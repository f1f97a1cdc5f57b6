package dev.muster.assetmodel.exchange;

/**
 * What became of the lines so far: {@code read = created + changed + unchanged + failed + pending}, always.
 *
 * @param created entities that were not there; changed, unchanged: likewise, of a dry run: would be
 * @param pending on their way to a writer, or waiting for what they refer to
 */
public record ImportCounts(long read, long created, long changed, long unchanged, long failed, long pending) {}
