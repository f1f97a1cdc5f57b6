package dev.muster.aggregation.fleet;

import dev.muster.aggregation.Watermarks;
import dev.muster.assetmodel.identity.AssetId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** All is read long since, but of assets for which a test says otherwise. Thread-safe. */
public final class SetWatermarks implements Watermarks {
    /** After all that tests do. */
    public static final Instant ALL_READ = Instant.parse("2027-01-01T00:00:00Z");

    private final Map<AssetId, Optional<Instant>> said = new ConcurrentHashMap<>();
    private final AtomicInteger asked = new AtomicInteger();

    public void set(AssetId asset, @Nullable Instant watermark) {
        said.put(asset, Optional.ofNullable(watermark));
    }

    /** How often anybody asked since this was called last. */
    public int takeAsked() {
        return asked.getAndSet(0);
    }

    @Override
    public @Nullable Instant of(AssetId asset) {
        asked.incrementAndGet();
        return said.getOrDefault(asset, Optional.of(ALL_READ)).orElse(null);
    }
}
