package dev.muster.loadtest.replay;

import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.assetmodel.telemetry.Notice;
import dev.muster.assetmodel.telemetry.Reading;
import dev.muster.assetmodel.telemetry.Sample;
import dev.muster.assetmodel.telemetry.TelemetryRecord;
import dev.muster.assetmodel.type.FixedPoint;
import dev.muster.loadtest.device.Uplink;
import dev.muster.loadtest.ledger.Ledger;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/**
 * Sends a published week interval by interval, as its units would: each figure split over the operating units behind it,
 * each unit a source with session and sequence, measured now. The split of an interval depends on the seed and the interval
 * only. Not thread-safe.
 */
public final class Replay {
    private final NemModel model;
    private final Uplink uplink;
    private final Ledger ledger;
    private final Clock clock;
    private final long seed;
    private final Map<AssetId, Long> sequences = new HashMap<>();

    public Replay(NemModel model, Uplink uplink, Ledger ledger, Clock clock, long seed) {
        this.model = model;
        this.uplink = uplink;
        this.ledger = ledger;
        this.clock = clock;
        this.seed = seed;
    }

    public int intervals() {
        return model.intervals().size();
    }

    /**
     * Sends interval {@code index}, from 0, and returns when Kafka has acknowledged all of it. Blocks; fails with
     * {@link java.util.concurrent.CompletionException} when Kafka does not take it.
     */
    public SentInterval sendInterval(int index) {
        Instant interval = model.intervals().get(index);
        SortedMap<AssetId, Long> split = split(interval);
        Instant now = clock.instant();
        List<Sample> samples = new ArrayList<>();
        List<CompletableFuture<?>> sends = new ArrayList<>();
        split.forEach((asset, micros) -> {
            SourceId source = new SourceId(asset.value());
            if (!sequences.containsKey(asset)) {
                // Grows over restarts of the replay, which remembers nothing.
                sequences.put(asset, now.toEpochMilli());
                sends.add(send(new Notice(source, Notice.Kind.CONNECTED, now.toEpochMilli(), now)));
            }
            long sequence = sequences.merge(asset, 1L, Long::sum);
            double megawatts = micros / (double) FixedPoint.MICROS_PER_UNIT;
            Sample sample = new Sample(source, sequence, now, Map.of(RegisterModel.POWER, Reading.good(megawatts)));
            samples.add(sample);
            sends.add(send(sample));
        });
        CompletableFuture.allOf(sends.toArray(CompletableFuture[]::new)).join();
        return new SentInterval(interval, model.published(interval), split, samples);
    }

    /** What each unit sends in an interval: its own reading where the data has readings, else its part of the figure. */
    SortedMap<AssetId, Long> split(Instant interval) {
        if (model.hasReadings()) {
            return model.readings(interval);
        }
        SortedMap<AssetId, Long> split = new TreeMap<>();
        model.published(interval).forEach((series, micros) -> {
            List<AssetId> units = model.units(series);
            if (!units.isEmpty()) {
                long[] parts = RandomSplit.split(micros, units.size(), random(interval, series));
                for (int i = 0; i < parts.length; i++) {
                    split.put(units.get(i), parts[i]);
                }
            }
        });
        return split;
    }

    private SplittableRandom random(Instant interval, Series series) {
        long ofSeries = (long) series.toString().hashCode() << Integer.SIZE;
        return new SplittableRandom(seed ^ ofSeries ^ interval.getEpochSecond());
    }

    private CompletableFuture<Void> send(TelemetryRecord telemetry) {
        return uplink.send(telemetry).thenAccept(receipt -> ledger.acknowledged(telemetry, receipt.receivedAt()));
    }
}
