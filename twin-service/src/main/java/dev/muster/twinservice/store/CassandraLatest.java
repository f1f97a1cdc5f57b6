package dev.muster.twinservice.store;

import com.datastax.oss.driver.api.core.CqlSession;
import dev.muster.aggregation.MemberRegisters;
import dev.muster.aggregation.StatusRegister;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.twinservice.latest.LatestStore;
import dev.muster.twinservice.latest.StoredLatest;
import dev.muster.twinservice.store.statement.AssetBucket;
import dev.muster.twinservice.store.statement.OrderedReads;
import dev.muster.twinservice.store.statement.latest.SelectLatest;
import dev.muster.twinservice.store.statement.latest.UpsertStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;

/** {@link LatestStore} over the tables {@code latest} and {@code latest_status}, and history where it is kept. */
final class CassandraLatest implements LatestStore {
    /** Ids in one statement: enough to share its cost, few enough that its answer stays small. */
    private static final int ASSETS_PER_STATEMENT = 400;

    /** Of the whole node; each of them has as many statements under way as settings allow. What waits longer is shared by more. */
    private static final int READS_AT_ONCE = 2;

    /** In one read: two full statements for each partition; a second or two. */
    private static final int ASSETS_PER_READ = AssetBucket.COUNT * ASSETS_PER_STATEMENT;

    private final SelectLatest select;
    private final GatheredReads reads = new GatheredReads(this::readTogether, READS_AT_ONCE, ASSETS_PER_READ);
    private final SampleHistory history;
    private final UpsertStatus upsertStatus;
    private final int readsAtOnce;

    CassandraLatest(CqlSession session, SampleHistory history, int readsAtOnce) {
        select = new SelectLatest(session);
        upsertStatus = new UpsertStatus(session);
        this.history = history;
        this.readsAtOnce = readsAtOnce;
    }

    private record Part(int bucket, List<AssetId> assets) {}

    @Override
    public CompletionStage<Map<AssetId, MemberRegisters>> read(Collection<AssetId> assets) {
        return all(assets)
                .thenApplyAsync(
                        found -> {
                            Map<AssetId, MemberRegisters> registers = new HashMap<>();
                            found.forEach((asset, latest) -> registers.put(asset, latest.registers()));
                            return registers;
                        },
                        Runnable::run);
    }

    @Override
    public CompletionStage<Map<AssetId, StoredLatest>> all(Collection<AssetId> assets) {
        return reads.of(assets);
    }

    private CompletionStage<Map<AssetId, StoredLatest>> readTogether(Collection<AssetId> assets) {
        Map<AssetId, StoredLatest> read = new HashMap<>();
        return OrderedReads.run(parts(assets), part -> select.read(part.bucket, part.assets), readsAtOnce, found -> {
                    read.putAll(found);
                    return true;
                })
                .thenApplyAsync(done -> read, Runnable::run);
    }

    private static List<Part> parts(Collection<AssetId> assets) {
        Map<Integer, List<AssetId>> byBucket = new TreeMap<>();
        assets.stream().distinct().forEach(asset -> byBucket.computeIfAbsent(
                        AssetBucket.of(asset), bucket -> new ArrayList<>())
                .add(asset));
        List<Part> parts = new ArrayList<>();
        byBucket.forEach((bucket, inBucket) -> {
            for (int from = 0; from < inBucket.size(); from += ASSETS_PER_STATEMENT) {
                int to = Math.min(inBucket.size(), from + ASSETS_PER_STATEMENT);
                parts.add(new Part(bucket, inBucket.subList(from, to)));
            }
        });
        return parts;
    }

    @Override
    public CompletionStage<?> putStatus(AssetId asset, StatusRegister status) {
        return upsertStatus.write(asset, status);
    }

    @Override
    public CompletionStage<Optional<StoredLatest>> one(AssetId asset) {
        return all(List.of(asset)).thenApplyAsync(found -> Optional.ofNullable(found.get(asset)), Runnable::run);
    }

    @Override
    public CompletionStage<Boolean> exists(AssetId asset, Instant measuredAt, SourceId source, long sequence) {
        return history.exists(asset, measuredAt, source, sequence);
    }
}
