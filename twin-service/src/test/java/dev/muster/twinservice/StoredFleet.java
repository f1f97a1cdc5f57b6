package dev.muster.twinservice;

import dev.muster.aggregation.MemberRegisters;
import dev.muster.aggregation.StatusRegister;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.twinservice.latest.LatestStore;
import dev.muster.twinservice.latest.StoredLatest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** What the test says is stored, read in bulk; at once, or when the test lets it. */
final class StoredFleet implements LatestStore {
    final Map<AssetId, StoredLatest> latest = new HashMap<>();
    /** Reads that wait for the test, the oldest first. */
    final List<Read> held = new ArrayList<>();

    boolean hold;

    /** A read of these assets. */
    record Read(Set<AssetId> assets, CompletableFuture<Map<AssetId, StoredLatest>> answer) {}

    @Override
    public CompletionStage<Map<AssetId, StoredLatest>> all(Collection<AssetId> assets) {
        Read read = new Read(Set.copyOf(assets), new CompletableFuture<>());
        if (hold) {
            held.add(read);
        } else {
            answer(read);
        }
        return read.answer;
    }

    /** With what is stored by now. */
    void answer(Read read) {
        Map<AssetId, StoredLatest> found = new HashMap<>(latest);
        found.keySet().retainAll(read.assets);
        read.answer.complete(found);
    }

    @Override
    public CompletionStage<Map<AssetId, MemberRegisters>> read(Collection<AssetId> assets) {
        throw new AssertionError("not asked for");
    }

    @Override
    public CompletionStage<?> putStatus(AssetId asset, StatusRegister status) {
        throw new AssertionError("not asked for");
    }

    @Override
    public CompletionStage<Optional<StoredLatest>> one(AssetId asset) {
        throw new AssertionError("not asked for");
    }

    @Override
    public CompletionStage<Boolean> exists(AssetId asset, Instant measuredAt, SourceId source, long sequence) {
        throw new AssertionError("not asked for");
    }
}
