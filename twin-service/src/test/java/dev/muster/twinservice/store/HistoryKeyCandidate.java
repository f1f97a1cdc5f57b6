package dev.muster.twinservice.store;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.CRC32;

/**
 * One way to cut history into partitions, as {@link HistoryKeyBenchmark} tries it.
 *
 * @param name as printed, for example {@code (bucket of 64, hour)}
 * @param buckets hash buckets of assets; 0: a partition belongs to one asset
 * @param hours length of one partition's time span
 */
record HistoryKeyCandidate(String name, int buckets, int hours) {
    private static final int MONTH_HOURS = 720;
    private static final long HOUR_MS = 3_600_000;

    static HistoryKeyCandidate assetMonth() {
        return new HistoryKeyCandidate("(asset, month)", 0, MONTH_HOURS);
    }

    static HistoryKeyCandidate bucketed(int buckets, int hours) {
        String span = hours == 1 ? "hour" : hours == 24 ? "day" : hours + " hours";
        return new HistoryKeyCandidate("(bucket of %d, %s)".formatted(buckets, span), buckets, hours);
    }

    String createTable(String table) {
        String partition = buckets == 0 ? "asset" : "bucket";
        String clustering = buckets == 0 ? "" : "asset, ";
        return """
                CREATE TABLE %s (bucket int, span int, asset text, measured_at timestamp, source text, sequence bigint,
                  received_at timestamp, readings blob,
                  PRIMARY KEY ((%s, span), %smeasured_at, source, sequence))
                  WITH compression = {'class': 'LZ4Compressor', 'chunk_length_in_kb': 16}""".formatted(table, partition, clustering);
    }

    /** What two rows of one span share when they share a partition: the bucket, or, without buckets, the asset. */
    int group(int asset) {
        if (buckets == 0) {
            return asset;
        }
        CRC32 crc = new CRC32();
        crc.update(assetId(asset).getBytes(StandardCharsets.US_ASCII));
        return (int) (crc.getValue() % buckets);
    }

    int span(long measuredAtMs) {
        return (int) (measuredAtMs / (HOUR_MS * hours));
    }

    /** The spans that hold [from, to), oldest first. */
    List<Integer> spans(long fromMs, long toMs) {
        return IntStream.rangeClosed(span(fromMs), span(toMs - 1)).boxed().toList();
    }

    static String assetId(int asset) {
        return "asset-%06d".formatted(asset);
    }
}
