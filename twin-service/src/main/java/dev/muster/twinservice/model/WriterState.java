package dev.muster.twinservice.model;

import akka.persistence.typed.SnapshotAdapter;
import akka.persistence.typed.javadsl.RetentionCriteria;
import dev.muster.assetmodel.document.Document;
import dev.muster.assetmodel.registry.bucket.BucketState;
import java.util.List;

/** What a {@link ModelWriter} knows. Changed in place: thousands of documents are not copied for one event. */
final class WriterState {
    /** Of {@code snapshotEvery}: so many events lie between two snapshots at most. */
    private static final int SNAPSHOT_AT_LATEST = 20;

    /** Of those taken at the latest; what was stored before the oldest of them is deleted. */
    private static final int SNAPSHOTS_KEPT = 2;

    private final BucketState bucket;
    private final Outbox outbox;

    private WriterState(BucketState bucket, Outbox outbox) {
        this.bucket = bucket;
        this.outbox = outbox;
    }

    static WriterState empty() {
        return new WriterState(new BucketState(), new Outbox());
    }

    static WriterState of(WriterSnapshot snapshot) {
        return new WriterState(
                BucketState.of(snapshot.documents()),
                Outbox.of(snapshot.changes(), snapshot.position(), snapshot.unpublished()));
    }

    /** A copy that later changes leave alone: it is written by another thread. */
    WriterSnapshot toSnapshot() {
        return new WriterSnapshot(
                List.copyOf(bucket.documents()), outbox.changes(), outbox.position(), outbox.unpublished());
    }

    WriterState with(WriterEvent event) {
        if (event instanceof WriterEvent.Changed changed) {
            Document document = bucket.apply(changed.event());
            outbox.changed(document.entityKey());
        } else if (event instanceof WriterEvent.Published published) {
            outbox.noted(published.upTo(), published.position());
        } else if (event instanceof WriterEvent.Adopted adopted) {
            bucket.adopt(adopted.document());
            outbox.adopted();
        } else if (event instanceof WriterEvent.Rebased rebased) {
            outbox.rebased(rebased.position());
        }
        return this;
    }

    /**
     * Whether to store a snapshot after an event: about every {@code snapshotEvery} events, or as many as there are documents, where
     * there are more. A snapshot holds all documents: stored as often whatever their number, they would make the import of a large
     * fleet cost its square.
     */
    boolean isSnapshotDue(long sequenceNumber, int snapshotEvery) {
        int times = Integer.highestOneBit(Math.max(1, bucket.documents().size() / snapshotEvery));
        return sequenceNumber % ((long) times * snapshotEvery) == 0;
    }

    /** Stores one at the latest, and deletes old ones. */
    static RetentionCriteria retention(int snapshotEvery) {
        return RetentionCriteria.snapshotEvery(SNAPSHOT_AT_LATEST * snapshotEvery, SNAPSHOTS_KEPT);
    }

    /** How it is written to, and read from, the snapshot store. */
    static SnapshotAdapter<WriterState> snapshots() {
        return new SnapshotAdapter<>() {
            @Override
            public Object toJournal(WriterState state) {
                return state.toSnapshot();
            }

            @Override
            public WriterState fromJournal(Object stored) {
                return WriterState.of((WriterSnapshot) stored);
            }
        };
    }

    BucketState bucket() {
        return bucket;
    }

    Outbox outbox() {
        return outbox;
    }
}
