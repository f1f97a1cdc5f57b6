package dev.muster.twinservice.audit;

import dev.muster.assetmodel.identity.AssetId;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * Over which of {@value #COUNT} partitions the day of a list is spread. Hash and count are part of every key written:
 * neither ever changes for a keyspace that holds data. 100,000 assets under one group, each commanded every five minutes,
 * are 29 million rows a day, 1.8 million in a partition.
 */
final class AuditShard {
    static final int COUNT = 16;

    private AuditShard() {}

    /** CRC-32 of the id, which is ASCII: one asset is in one shard. */
    static int of(AssetId asset) {
        CRC32 crc = new CRC32();
        crc.update(asset.value().getBytes(StandardCharsets.US_ASCII));
        return (int) (crc.getValue() % COUNT);
    }
}
