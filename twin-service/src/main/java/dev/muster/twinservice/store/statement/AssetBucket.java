package dev.muster.twinservice.store.statement;

import dev.muster.assetmodel.identity.AssetId;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * Which of the {@value #COUNT} buckets holds an asset, in history and in latest values. Hash and count are part of every
 * key written: neither ever changes for a keyspace that holds data.
 */
public final class AssetBucket {
    /** Chosen by measurement, see ARCHITECTURE.md: fewer make partitions too large, more make statements too small. */
    public static final int COUNT = 64;

    private AssetBucket() {}

    /** From 0 to {@link #COUNT} - 1: CRC-32 of the id, which is ASCII. */
    public static int of(AssetId asset) {
        CRC32 crc = new CRC32();
        crc.update(asset.value().getBytes(StandardCharsets.US_ASCII));
        return (int) (crc.getValue() % COUNT);
    }
}
