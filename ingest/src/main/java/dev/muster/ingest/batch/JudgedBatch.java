package dev.muster.ingest.batch;

import dev.muster.ingest.BatchOutcome;
import dev.muster.ingest.HistoryRow;
import dev.muster.ingest.QuarantinedRecord;
import java.util.List;

/** A batch with a verdict for every record, and what is to be written before its offsets may be committed. */
public record JudgedBatch(BatchOutcome outcome, List<HistoryRow> rows, List<QuarantinedRecord> refused) {}
