package dev.muster.aggregation.fleet;

import dev.muster.aggregation.LatestReader;
import dev.muster.aggregation.MemberRegisters;
import dev.muster.aggregation.MemberUpdate;
import dev.muster.assetmodel.identity.AssetId;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A store of registers in memory that can be made to fail. Thread-safe. */
public final class StoredFleet implements LatestReader {
    private final Map<AssetId, MemberRegisters> stored = new ConcurrentHashMap<>();
    private final AtomicInteger failuresLeft = new AtomicInteger();

    public void store(MemberUpdate update) {
        stored.merge(update.asset(), update.registers(), MemberRegisters::merge);
    }

    public void failNext(int times) {
        failuresLeft.set(times);
    }

    public boolean hasFailed() {
        return failuresLeft.get() <= 0;
    }

    @Override
    public CompletionStage<Map<AssetId, MemberRegisters>> read(Collection<AssetId> assets) {
        if (failuresLeft.getAndDecrement() > 0) {
            return CompletableFuture.failedStage(
                    new IllegalStateException("Expected the store to answer but it is down"));
        }
        Map<AssetId, MemberRegisters> found = new HashMap<>();
        for (AssetId asset : assets) {
            MemberRegisters registers = stored.get(asset);
            if (registers != null) {
                found.put(asset, registers);
            }
        }
        return CompletableFuture.completedStage(found);
    }
}
