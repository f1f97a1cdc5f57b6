package dev.muster.twinservice.http.api;

import dev.muster.assetmodel.telemetry.TelemetryRecord;
import dev.muster.ingest.kafka.Published;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Port: puts records into Kafka in the place of their senders. */
@FunctionalInterface
public interface SamplePublisher {
    /** Completes, in the same order, when Kafka has every record; fails when one of them may be missing. */
    CompletionStage<List<Published>> publish(List<TelemetryRecord> records);
}
