package dev.muster.ingest.stream;

import dev.muster.assetmodel.identity.SourceId;
import dev.muster.ingest.IngestAccounting;
import dev.muster.ingest.QuarantinedRecord;
import dev.muster.ingest.batch.HeardBatch;
import dev.muster.ingest.batch.JudgedBatch;
import dev.muster.ingest.deadline.Deadlines;
import dev.muster.ingest.deadline.SourceReport;

/** Tells the accounting what was settled, and the deadlines who was heard and who was refused. */
record WatchedPassage(IngestAccounting accounting, Deadlines.Partition deadlines) implements PartitionFlow.Passage {
    @Override
    public void heard(HeardBatch batch) {
        deadlines.processed(batch.sightings(), batch.next(), batch.receivedAt());
    }

    @Override
    public void settled(JudgedBatch batch) {
        accounting.settled(batch.outcome());
        batch.refused().forEach(this::refused);
    }

    private void refused(QuarantinedRecord refused) {
        String key = refused.key();
        if (key == null) {
            return;
        }
        SourceId source;
        try {
            source = new SourceId(key);
        } catch (IllegalArgumentException noId) {
            return;
        }
        deadlines.refused(
                source,
                new SourceReport.Refusal(
                        refused.origin().offset(), refused.receivedAt(), refused.reason(), refused.detail()));
    }
}
