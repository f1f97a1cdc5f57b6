package dev.muster.ingest.report;

import dev.muster.assetmodel.telemetry.RefusalReason;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Port: takes what devices say of themselves to the model, wherever in the cluster it is written. Must not block. */
@FunctionalInterface
public interface DeviceReports {
    /** Why the model will never take a report: goes to quarantine with the record; {@code detail} says what was expected. */
    record Refusal(RefusalReason reason, String detail) {
        public Refusal {
            Objects.requireNonNull(reason, "reason");
            Objects.requireNonNull(detail, "detail");
        }
    }

    /**
     * Completes when the model has it and the next report of the asset may be held against it: empty, or with why it will
     * never take it. Fails when the model may not have it: ingest then asks again, and saying a thing twice is saying it once.
     */
    CompletionStage<Optional<Refusal>> report(DeviceReport report);
}
