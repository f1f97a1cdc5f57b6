package dev.muster.loadtest.replay.eia;

import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.assetmodel.telemetry.Reading;
import dev.muster.assetmodel.telemetry.Sample;
import dev.muster.assetmodel.type.FixedPoint;
import dev.muster.loadtest.device.Uplink;
import dev.muster.loadtest.replay.EiaWeek;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/**
 * Sends hours of demand as they were published: every area that has a reading sends one sample, measured at that very hour,
 * and an area without one is silent. Hours can be left out, not gone back to: values are ordered by when they were measured.
 */
public final class EiaReplay {
    private static final long HOUR_SECONDS = Duration.ofHours(1).toSeconds();

    private final EiaWeek week;
    private final Uplink uplink;

    public EiaReplay(EiaWeek week, Uplink uplink) {
        this.week = week;
        this.uplink = uplink;
    }

    /**
     * Returns when Kafka has acknowledged all of the hour. Blocks; fails with
     * {@link java.util.concurrent.CompletionException} when Kafka does not take it.
     */
    public SentHour sendHour(Instant hour) {
        // From the hour alone, so that a replay that starts again sends the same samples.
        long sequence = hour.getEpochSecond() / HOUR_SECONDS;
        SortedMap<AssetId, CompletableFuture<Instant>> sends = new TreeMap<>();
        week.demand(hour).forEach((area, micros) -> {
            Reading reading = Reading.good(micros / (double) FixedPoint.MICROS_PER_UNIT);
            Sample sample = new Sample(new SourceId(area.value()), sequence, hour, Map.of(EiaModel.DEMAND, reading));
            sends.put(area, uplink.send(sample).thenApply(receipt -> receipt.receivedAt()));
        });
        SortedMap<AssetId, Instant> receivedAt = new TreeMap<>();
        sends.forEach((area, received) -> receivedAt.put(area, received.join()));
        return new SentHour(hour, receivedAt);
    }
}
