package dev.muster.ingest.batch;

import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.telemetry.Notice;
import dev.muster.ingest.Observation;
import dev.muster.ingest.Verdict;
import dev.muster.ingest.batch.TwinRound.AssetBatch;
import dev.muster.ingest.report.DeviceReport;
import dev.muster.ingest.report.DeviceReports;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Takes to the model what devices say of themselves, once their twins have taken the records, and those of each asset one
 * after the other: what a device said last must stand last, and a repetition is told by what stands there before. Only the
 * commit waits; while the model cannot be written, twins go on.
 *
 * <p>{@link #take} is called by one thread at a time, batch by batch; answers come from any.
 */
final class ReportQueues {
    private final DeviceReports reports;
    private final Availability port;
    private final PortRetry retry;
    /** What the next report of an asset waits for. */
    private final Map<AssetId, CompletableFuture<?>> last = new ConcurrentHashMap<>();

    ReportQueues(DeviceReports reports, Availability port, PortRetry retry) {
        this.reports = reports;
        this.port = port;
        this.retry = retry;
    }

    /** Completes with the refusals, by position in the batch, when all reports of the round were taken or refused. */
    CompletableFuture<Map<Integer, Verdict.Refused>> take(TwinRound round) {
        Map<Integer, Verdict.Refused> refusals = new ConcurrentHashMap<>();
        List<CompletableFuture<?>> parts = new ArrayList<>(0);
        for (AssetBatch asset : round.assets()) {
            if (asset.hasReport()) {
                parts.add(take(asset, refusals));
            }
        }
        return CompletableFuture.allOf(parts.toArray(CompletableFuture[]::new)).thenApply(taken -> refusals);
    }

    private CompletableFuture<?> take(AssetBatch asset, Map<Integer, Verdict.Refused> refusals) {
        CompletableFuture<?> before = last.get(asset.asset());
        CompletableFuture<?> turn =
                before == null ? asset.whenAnswered() : before.thenCompose(taken -> asset.whenAnswered());
        for (int i = 0; i < asset.size(); i++) {
            if (asset.observation(i).telemetry() instanceof Notice notice
                    && !notice.properties().values().isEmpty()) {
                int index = i;
                turn = turn.thenCompose(taken -> take(asset, index, notice, refusals));
            }
        }
        CompletableFuture<?> all = turn;
        last.put(asset.asset(), all);
        all.whenComplete((taken, failure) -> last.remove(asset.asset(), all));
        return all;
    }

    /** Also of what the twin has had before: nobody knows whether the model came to have it, too. */
    private CompletableFuture<?> take(
            AssetBatch asset, int index, Notice notice, Map<Integer, Verdict.Refused> refusals) {
        if (asset.verdict(index) instanceof Verdict.Refused) {
            return CompletableFuture.completedFuture(null);
        }
        Observation observation = asset.observation(index);
        DeviceReport report =
                new DeviceReport(asset.asset(), notice.properties(), notice.measuredAt(), observation.receivedAt());
        return retry.untilAnswered(port, () -> reports.report(report))
                .thenAccept(refusal -> refusal.ifPresent(
                        why -> refusals.put(asset.position(index), new Verdict.Refused(why.reason(), why.detail()))));
    }
}
