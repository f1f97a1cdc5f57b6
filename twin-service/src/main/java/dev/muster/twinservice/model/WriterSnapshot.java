package dev.muster.twinservice.model;

import dev.muster.assetmodel.document.Document;
import dev.muster.twinservice.serialization.JournalEvent;
import java.util.List;
import java.util.Map;

/**
 * The state of a {@link ModelWriter} in short.
 *
 * @param changes how many there were
 * @param position of the changelog, the highest so far; -1 before any
 * @param unpublished by entity key, the number of its last change, in the order of numbers
 */
record WriterSnapshot(List<Document> documents, long changes, long position, Map<String, Long> unpublished)
        implements JournalEvent {}
