package dev.muster.loadtest.latency.figure;

/**
 * What the stream of events was like, whatever was in them.
 *
 * @param gapNanos from one event to the next, half of the times: a change waits up to so long for the next one
 * @param gapMaxNanos at most
 * @param incomplete events in which somebody was missing from the total
 * @param unavailable events that said there is nothing current
 */
public record Stream(long gapNanos, long gapMaxNanos, int incomplete, int unavailable) {}
