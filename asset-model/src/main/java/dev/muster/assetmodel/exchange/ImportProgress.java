package dev.muster.assetmodel.exchange;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of the lines of a file: all are counted, the first ones that failed or change something are kept. Thread-safe. */
public final class ImportProgress {
    private final int errorsMax;
    private final int changesMax;
    private final List<LineError> errors = new ArrayList<>();
    private final List<EntityChange> changes = new ArrayList<>();
    private long read;
    private long created;
    private long changed;
    private long unchanged;
    private long failed;
    private long lastLine;

    /**
     * Why a line failed.
     *
     * @param field as the file calls it; {@code null}: no single one
     * @param detail "Expected … but …"
     */
    public record LineError(long line, @Nullable String field, String detail) {}

    public ImportProgress(int errorsMax, int changesMax) {
        this.errorsMax = errorsMax;
        this.changesMax = changesMax;
    }

    public synchronized ImportCounts counts() {
        return new ImportCounts(
                read, created, changed, unchanged, failed, read - created - changed - unchanged - failed);
    }

    /** Where the file was read to. */
    public synchronized long lastLine() {
        return lastLine;
    }

    /** Those kept behind the first {@code offset}, in the order found; at most {@code limit}. */
    public synchronized List<LineError> errors(int offset, int limit) {
        return part(errors, offset, limit);
    }

    /** Likewise what would change. */
    public synchronized List<EntityChange> changes(int offset, int limit) {
        return part(changes, offset, limit);
    }

    synchronized void read(long line) {
        read++;
        lastLine = Math.max(lastLine, line);
    }

    synchronized void failed(long line, @Nullable String field, String detail) {
        failed++;
        if (errors.size() < errorsMax) {
            errors.add(new LineError(line, field, detail));
        }
    }

    synchronized void unchanged() {
        unchanged++;
    }

    synchronized void changed(boolean isNew) {
        if (isNew) {
            created++;
        } else {
            changed++;
        }
    }

    /** Whether one more would be kept; making them is work. */
    synchronized boolean keepsChanges() {
        return changes.size() < changesMax;
    }

    synchronized void wouldChange(EntityChange change) {
        if (changes.size() < changesMax) {
            changes.add(change);
        }
    }

    private static <T> List<T> part(List<T> all, int offset, int limit) {
        int from = Math.min(offset, all.size());
        return List.copyOf(all.subList(from, Math.min(all.size(), from + limit)));
    }
}
