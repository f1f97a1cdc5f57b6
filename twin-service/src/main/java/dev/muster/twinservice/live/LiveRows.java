package dev.muster.twinservice.live;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one view, each with the sequence number of its last change. What somebody at a position has not seen is what
 * stands behind it in that order, each row once and as it is now, however often it changed meanwhile. Of rows that went away
 * the keys are kept, a bounded number of them; who has not seen one that was dropped begins anew. Not thread-safe.
 */
final class LiveRows {
    private final long incarnation;
    private final int goneMax;
    private final Map<String, Entry> byKey = new HashMap<>();
    private final NavigableMap<Long, Entry> bySequence = new TreeMap<>();
    /** Oldest first. */
    private final Set<Entry> gone = new LinkedHashSet<>();

    private Instant asOf = Instant.MIN;
    private long sequence;
    /** Of the newest gone key that is not kept any more. */
    private long dropped;

    private long generation;

    private static final class Entry {
        private final String key;
        /** {@code null}: gone. */
        private @Nullable LiveRow row;

        private long sequence;
        private long generation;

        Entry(String key) {
            this.key = key;
        }
    }

    /**
     * @param incarnation of these sequence numbers; never used before
     * @param goneMax how many keys of rows that went away are kept
     */
    LiveRows(long incarnation, int goneMax) {
        this.incarnation = incarnation;
        this.goneMax = goneMax;
    }

    /** From now on these are the rows. Of a key that is there twice the last one counts. */
    void replaceAll(Instant moment, List<LiveRow> rows) {
        asOf = moment;
        generation++;
        for (LiveRow row : rows) {
            Entry entry = byKey.computeIfAbsent(row.key(), Entry::new);
            entry.generation = generation;
            if (!row.equals(entry.row)) {
                gone.remove(entry);
                change(entry, row);
            }
        }
        for (Entry entry : byKey.values()) {
            if (entry.row != null && entry.generation != generation) {
                change(entry, null);
                gone.add(entry);
            }
        }
        while (gone.size() > goneMax) {
            drop(gone.iterator().next());
        }
    }

    /** At most {@code max} rows and keys; {@code null}, and positions that say nothing here: from the start. */
    LiveAnswer.Rows after(@Nullable LivePosition position, int max) {
        boolean known = position != null && isKnown(position);
        long from = position == null || !known ? 0 : position.sequence();
        long since = position == null || !known ? sequence : position.since();
        List<LiveRow> rows = new ArrayList<>();
        List<String> keysGone = new ArrayList<>();
        long to = from;
        boolean more = false;
        for (Entry entry : bySequence.tailMap(from, false).values()) {
            if (entry.row == null && entry.sequence <= since) {
                continue;
            }
            if (rows.size() + keysGone.size() == max) {
                more = true;
                break;
            }
            if (entry.row == null) {
                keysGone.add(entry.key);
            } else {
                rows.add(entry.row);
            }
            to = entry.sequence;
        }
        LivePosition next = new LivePosition(incarnation, more ? to : sequence, since);
        return new LiveAnswer.Rows(asOf, next, !known, more, rows, keysGone);
    }

    private boolean isKnown(LivePosition position) {
        return position.incarnation() == incarnation
                && position.sequence() <= sequence
                && position.since() <= sequence
                && Math.max(position.sequence(), position.since()) >= dropped;
    }

    private void change(Entry entry, @Nullable LiveRow row) {
        bySequence.remove(entry.sequence);
        entry.row = row;
        entry.sequence = ++sequence;
        bySequence.put(entry.sequence, entry);
    }

    private void drop(Entry entry) {
        gone.remove(entry);
        byKey.remove(entry.key);
        bySequence.remove(entry.sequence);
        dropped = entry.sequence;
    }
}
