package dev.muster.twinservice.http.api.exchange;

import dev.muster.assetmodel.exchange.EntityChange;
import dev.muster.assetmodel.exchange.ImportCounts;
import dev.muster.assetmodel.exchange.ImportProgress;
import dev.muster.assetmodel.exchange.ImportProgress.LineError;
import dev.muster.twinservice.exchange.ImportJob;
import dev.muster.twinservice.http.Json;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An import as JSON. */
final class ImportView {
    /** Errors and changes that an import shows itself; all that are kept have pages of their own. */
    private static final int SHOWN = 10;

    private ImportView() {}

    static Map<String, Object> of(ImportJob job) {
        ImportJob.Status status = job.status();
        ImportCounts counts = job.progress().counts();
        return Json.fields(
                "id", job.id(),
                "state", status.state().name().toLowerCase(Locale.ROOT),
                "format", job.format(),
                "dryRun", job.dryRun(),
                "by", job.by(),
                "startedAt", status.startedAt(),
                "endedAt", status.endedAt(),
                "failure", status.failure(),
                "lastLine", job.progress().lastLine(),
                "lines", counts,
                "errors", errors(job.progress(), 0, SHOWN),
                "changes", changes(job.progress(), 0, SHOWN));
    }

    static Map<String, Object> errorsPage(ImportProgress progress, int offset, int limit) {
        List<Map<String, Object>> errors = errors(progress, offset, limit);
        return Json.fields(
                "failed", progress.counts().failed(),
                "errors", errors,
                "next", next(offset, errors.size(), limit));
    }

    static Map<String, Object> changesPage(ImportProgress progress, int offset, int limit) {
        ImportCounts counts = progress.counts();
        List<Map<String, Object>> changes = changes(progress, offset, limit);
        return Json.fields(
                "created", counts.created(),
                "changed", counts.changed(),
                "changes", changes,
                "next", next(offset, changes.size(), limit));
    }

    private static @Nullable Integer next(int offset, int found, int limit) {
        return found < limit ? null : (Integer) (offset + found);
    }

    private static List<Map<String, Object>> errors(ImportProgress progress, int offset, int limit) {
        return progress.errors(offset, limit).stream().map(ImportView::of).toList();
    }

    private static Map<String, Object> of(LineError error) {
        return Json.fields("line", error.line(), "field", error.field(), "detail", error.detail());
    }

    private static List<Map<String, Object>> changes(ImportProgress progress, int offset, int limit) {
        return progress.changes(offset, limit).stream().map(ImportView::of).toList();
    }

    private static Map<String, Object> of(EntityChange change) {
        return Json.fields(
                "line", change.line(),
                "entity", change.entity(),
                "would", change.created() ? "create" : "change",
                "fields",
                        change.fields().stream()
                                .map(field ->
                                        Json.fields("field", field.field(), "from", field.from(), "to", field.to()))
                                .toList());
    }
}
