package dev.muster.loadtest.fault.traffic;

import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.telemetry.Sample;
import dev.muster.assetmodel.telemetry.TelemetryRecord;
import dev.muster.loadtest.device.Receipt;
import dev.muster.loadtest.device.Uplink;
import dev.muster.loadtest.fault.check.SentBy;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** An uplink that remembers what went through it, and exactly what of that Kafka acknowledged. Thread-safe. */
final class SentLog implements Uplink {
    private final Uplink behind;
    private final Clock clock;
    private final Map<AssetId, Sent> byAsset = new ConcurrentHashMap<>();

    SentLog(Uplink behind, Clock clock) {
        this.behind = behind;
        this.clock = clock;
    }

    @Override
    public CompletableFuture<Receipt> send(TelemetryRecord telemetry) {
        Sent sent = byAsset.computeIfAbsent(new AssetId(telemetry.source().value()), any -> new Sent());
        sent.tried(telemetry, clock.instant());
        return behind.send(telemetry).whenComplete((receipt, failure) -> sent.answered(telemetry, failure == null));
    }

    /** How many samples the producer has said nothing of yet. */
    int pending() {
        return byAsset.values().stream().mapToInt(Sent::pending).sum();
    }

    /** By asset, all since the last time that this was asked; what Kafka says of it afterwards goes nowhere. */
    List<SentBy> take() {
        List<SentBy> all = new ArrayList<>();
        byAsset.forEach((asset, sent) -> all.add(sent.take(asset)));
        return all;
    }

    private static final class Sent {
        private final List<Sample> acknowledged = new ArrayList<>();
        private final List<Sample> uncertain = new ArrayList<>();
        private final Set<Sample> pending = new LinkedHashSet<>();
        private final List<Instant> triedAt = new ArrayList<>();

        synchronized void tried(TelemetryRecord telemetry, Instant at) {
            triedAt.add(at);
            if (telemetry instanceof Sample sample) {
                pending.add(sample);
            }
        }

        synchronized void answered(TelemetryRecord telemetry, boolean taken) {
            if (telemetry instanceof Sample sample && pending.remove(sample)) {
                (taken ? acknowledged : uncertain).add(sample);
            }
        }

        synchronized int pending() {
            return pending.size();
        }

        synchronized SentBy take(AssetId asset) {
            uncertain.addAll(pending);
            SentBy taken = new SentBy(asset, acknowledged, uncertain, triedAt);
            acknowledged.clear();
            uncertain.clear();
            pending.clear();
            // The next silence begins where this ends.
            triedAt.subList(0, Math.max(0, triedAt.size() - 1)).clear();
            return taken;
        }
    }
}
