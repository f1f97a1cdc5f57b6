package dev.muster.twinservice.promise;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.muster.assetmodel.identity.AssetId;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.zip.CRC32;

/** What a promise is about. There is one at a time. */
public record PromiseKey(AssetId asset, String property) implements Comparable<PromiseKey> {
    /** Keepers. Fixed for good: changing it would hand promises to keepers that do not know them. */
    public static final int BUCKETS = 16;

    private static final Comparator<PromiseKey> ORDER =
            Comparator.comparing(PromiseKey::asset).thenComparing(PromiseKey::property);

    /** Whose keeper keeps it: all promises of one asset have the same. */
    @JsonIgnore
    public int bucket() {
        return bucket(asset);
    }

    public static int bucket(AssetId asset) {
        CRC32 crc = new CRC32();
        crc.update(asset.value().getBytes(StandardCharsets.UTF_8));
        return (int) (crc.getValue() % BUCKETS);
    }

    @Override
    public int compareTo(PromiseKey other) {
        return ORDER.compare(this, other);
    }

    /** The key of its records on the stream; ids hold no bar, so that what follows the first one is the property. */
    @Override
    public String toString() {
        return asset + "|" + property;
    }
}
