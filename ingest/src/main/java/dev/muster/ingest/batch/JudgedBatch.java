package dev.muster.ingest.batch;

import dev.muster.ingest.BatchOutcome;
import dev.muster.ingest.HistoryRow;
import dev.muster.ingest.QuarantinedRecord;
import dev.muster.ingest.deadline.Sighting;
import java.util.List;

/**
 * A batch with a verdict for every record, and what is to be written before its offsets may be committed.
 *
 * @param unrecorded sightings that leave no trace in the latest values: of notices, of refused records and of samples that were not
 *     the newest
 */
public record JudgedBatch(
        BatchOutcome outcome, List<HistoryRow> rows, List<QuarantinedRecord> refused, List<Sighting> unrecorded) {}
