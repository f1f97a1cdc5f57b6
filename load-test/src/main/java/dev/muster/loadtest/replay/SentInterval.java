package dev.muster.loadtest.replay;

import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.telemetry.Sample;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One interval, as published and as sent; micros in the published sign: loads are positive.
 *
 * @param interval when it was in reality
 * @param published by series
 * @param sent by unit; sums up to the figure of its series exactly
 * @param samples the records of it, all acknowledged by Kafka
 */
public record SentInterval(
        Instant interval, SortedMap<Series, Long> published, SortedMap<AssetId, Long> sent, List<Sample> samples) {
    public SentInterval {
        published = Collections.unmodifiableSortedMap(new TreeMap<>(published));
        sent = Collections.unmodifiableSortedMap(new TreeMap<>(sent));
        samples = List.copyOf(samples);
    }
}
