package dev.muster.twinservice.http.api.explain;

import dev.muster.assetmodel.identity.SourceId;
import dev.muster.ingest.deadline.PartitionReport;
import dev.muster.ingest.deadline.SourceReport;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Port: what ingest knows, on whichever node it does. */
public interface IngestReports {
    /** Empty: the node that reads the partition of this source is not known, or it did not answer. */
    CompletionStage<Optional<LocatedSource>> source(SourceId source);

    /** What is known here of each partition, in no order; one that nobody is known to read is not there. */
    List<LocatedPartition> partitions();

    /**
     * What is known of a source, and who knows it.
     *
     * @param node address of the node that reads the partition of the source
     */
    record LocatedSource(String node, SourceReport report) {}

    /**
     * What is known of a partition, and who knows it.
     *
     * @param node address of the node that reads the partition
     */
    record LocatedPartition(String node, PartitionReport report) {}
}
