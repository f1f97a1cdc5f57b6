package dev.muster.twinservice;

import dev.muster.assetmodel.command.Author;
import dev.muster.assetmodel.command.ModelCommand;
import dev.muster.assetmodel.command.ModelReply;
import dev.muster.assetmodel.document.BucketId;
import dev.muster.assetmodel.fact.PropertyKind;
import dev.muster.assetmodel.fact.Validity;
import dev.muster.assetmodel.identity.Principal;
import dev.muster.assetmodel.mismatch.Reports;
import dev.muster.assetmodel.telemetry.RefusalReason;
import dev.muster.assetmodel.view.temporal.ModelHistory;
import dev.muster.ingest.report.DeviceReport;
import dev.muster.ingest.report.DeviceReports;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongFunction;
import java.util.function.Supplier;

/**
 * Takes what devices say of themselves to the writers of the model. What the model has already is not written again, so that a
 * fleet that comes back says nothing. Each writer gets one call at a time, with what has come for it meanwhile. Thread-safe.
 */
final class ModelReports implements DeviceReports {
    /** Who stands behind everything that is reported. */
    static final Author DEVICE = Author.of(new Principal("device"));

    private final ModelHistory model;
    private final Writers writers;
    private final Duration clockAheadMax;
    private final Map<BucketId, ReportLane> lanes = new ConcurrentHashMap<>();

    /**
     * The way to the writers.
     *
     * @param caughtUp completes when this node's view is as new as the changelog was at the call
     * @param reached whether this node's view comes to show a position of the changelog in time
     */
    record Writers(
            Execution execution,
            Supplier<CompletionStage<?>> caughtUp,
            LongFunction<CompletionStage<Boolean>> reached) {}

    /** Likewise: executes each of {@code lines} as a whole or not at all. */
    interface Execution {
        CompletionStage<List<ModelReply>> executeAll(List<List<ModelCommand>> lines, Author author);
    }

    ModelReports(ModelHistory model, Writers writers, Duration clockAheadMax) {
        this.model = model;
        this.writers = writers;
        this.clockAheadMax = clockAheadMax;
    }

    @Override
    public CompletionStage<Optional<Refusal>> report(DeviceReport report) {
        if (report.measuredAt().isAfter(report.receivedAt().plus(clockAheadMax))) {
            return CompletableFuture.completedFuture(Optional.of(new Refusal(
                    RefusalReason.CLOCK_AHEAD,
                    "Expected properties measured at most %s ahead of the broker's clock, %s, but got %s"
                            .formatted(clockAheadMax, report.receivedAt(), report.measuredAt()))));
        }
        if (isNews(report)) {
            return write(report);
        }
        // Another node may have written what this one does not show yet: then the same as before is news.
        return writers.caughtUp()
                .get()
                .thenComposeAsync(
                        caughtUp ->
                                isNews(report) ? write(report) : CompletableFuture.completedFuture(Optional.empty()),
                        Runnable::run);
    }

    /** An asset that is not known here is the writer's to refuse. */
    private boolean isNews(DeviceReport report) {
        Instant from = validity(report).validFrom();
        return model.everythingOf(report.asset())
                .map(asset -> Reports.isNews(asset, report.properties(), from))
                .orElse(true);
    }

    private CompletionStage<Optional<Refusal>> write(DeviceReport report) {
        return lanes.computeIfAbsent(BucketId.of(command(report)), bucket -> new ReportLane(writers))
                .take(report);
    }

    static ModelCommand command(DeviceReport report) {
        return new ModelCommand.PutProperties(
                report.asset(), PropertyKind.REPORTED, report.properties(), validity(report));
    }

    private static Validity validity(DeviceReport report) {
        return Validity.from(report.measuredAt());
    }
}
