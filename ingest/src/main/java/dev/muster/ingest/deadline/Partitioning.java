package dev.muster.ingest.deadline;

import dev.muster.assetmodel.identity.SourceId;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Utils;

/**
 * Which partition the records of a source are in: that of Kafka's own partitioner for keyed records, murmur2 of the key. Senders must
 * use it too (with librdkafka: {@code partitioner=murmur2_random}). One that does not keeps its order and is heard; but after a
 * restart of Muster it is looked for in the wrong partition, and can be called offline while its own partition is still being read.
 */
public final class Partitioning {
    private Partitioning() {}

    public static int partitionOf(SourceId source, int partitions) {
        return Utils.toPositive(Utils.murmur2(source.value().getBytes(StandardCharsets.UTF_8))) % partitions;
    }
}
