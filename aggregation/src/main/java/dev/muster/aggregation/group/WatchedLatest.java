package dev.muster.aggregation.group;

import dev.muster.aggregation.LatestReader;
import dev.muster.aggregation.MemberRegisters;
import dev.muster.assetmodel.identity.AssetId;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says once when the stored registers cannot be read, and once when they can again, however many groups ask. Thread-safe. */
final class WatchedLatest implements LatestReader {
    private static final Logger LOG = LoggerFactory.getLogger(WatchedLatest.class);

    private final LatestReader latest;
    private final AtomicBoolean failing = new AtomicBoolean();

    WatchedLatest(LatestReader latest) {
        this.latest = latest;
    }

    @Override
    public CompletionStage<Map<AssetId, MemberRegisters>> read(Collection<AssetId> assets) {
        CompletionStage<Map<AssetId, MemberRegisters>> read;
        try {
            read = latest.read(assets);
        } catch (RuntimeException e) {
            read = CompletableFuture.failedStage(e);
        }
        return read.whenCompleteAsync((found, failure) -> say(failure), Runnable::run);
    }

    private void say(@Nullable Throwable failure) {
        if (failure == null) {
            if (failing.compareAndSet(true, false)) {
                LOG.info("Stored values can be read again");
            }
        } else if (failing.compareAndSet(false, true)) {
            LOG.warn("Stored values cannot be read; groups try again until they can: {}", failure.toString());
        }
    }
}
