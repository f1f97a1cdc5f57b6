package dev.muster.loadtest.fault.check;

import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.telemetry.Sample;
import java.time.Instant;
import java.util.List;

/**
 * What one asset's device sent.
 *
 * @param acknowledged Kafka has it, for certain
 * @param uncertain Kafka never said: it may have it or not
 * @param triedAt when it sent something, whatever became of it, in order
 */
public record SentBy(AssetId asset, List<Sample> acknowledged, List<Sample> uncertain, List<Instant> triedAt) {
    public SentBy {
        acknowledged = List.copyOf(acknowledged);
        uncertain = List.copyOf(uncertain);
        triedAt = triedAt.stream().sorted().toList();
    }
}
