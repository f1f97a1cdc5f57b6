package dev.muster.aggregation.updates;

import dev.muster.aggregation.AggregationSettings;
import dev.muster.aggregation.MemberRegisters;
import dev.muster.aggregation.MemberUpdate;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * One lane per group: what waits to be sent there, the latest per member. A lane sends all that waits and nothing more
 * until that was acknowledged or given up, so at most two registers per member and group are held, however slow a
 * group is. What was not acknowledged is offered again, to the group of then.
 *
 * <p>The logic only; not thread-safe.
 */
public final class UpdateLanes {
    /** To be sent to {@code group}, and answered with {@link #acknowledge}. */
    public record Batch(long id, GroupKey group, List<MemberUpdate> updates) {}

    private record Sent(Batch batch, long atMillis) {}

    private static final class Lane {
        private final Map<AssetId, MemberRegisters> waiting = new LinkedHashMap<>();
        private int unacknowledged;
    }

    private final Function<AssetId, Collection<GroupKey>> groupsOf;
    private final int batchValuesMax;
    private final long ackTimeoutMillis;
    private final Map<GroupKey, Lane> lanes = new HashMap<>();
    private final Map<Long, Sent> sent = new LinkedHashMap<>();
    private long lastId;

    /** @param groupsOf the groups that an asset is directly in now, by the model of this node */
    public UpdateLanes(AggregationSettings.Updates settings, Function<AssetId, Collection<GroupKey>> groupsOf) {
        this.groupsOf = groupsOf;
        this.batchValuesMax = settings.batchValuesMax();
        this.ackTimeoutMillis = settings.ackTimeout().toMillis();
    }

    /**
     * Queues an update for every group of the asset. An asset in no group is expected nowhere: nobody needs to know.
     */
    public void offer(MemberUpdate update) {
        for (GroupKey group : groupsOf.apply(update.asset())) {
            lanes.computeIfAbsent(group, key -> new Lane())
                    .waiting
                    .merge(update.asset(), update.registers(), MemberRegisters::merge);
        }
    }

    /** What is to be sent now. */
    public List<Batch> flush(Instant now) {
        giveUpUnacknowledged(now.toEpochMilli());
        List<Batch> batches = new ArrayList<>();
        Iterator<Map.Entry<GroupKey, Lane>> entries = lanes.entrySet().iterator();
        while (entries.hasNext()) {
            Map.Entry<GroupKey, Lane> entry = entries.next();
            Lane lane = entry.getValue();
            if (lane.unacknowledged > 0) {
                continue;
            }
            if (lane.waiting.isEmpty()) {
                entries.remove();
                continue;
            }
            for (List<MemberUpdate> updates : inBatches(lane.waiting)) {
                Batch batch = new Batch(++lastId, entry.getKey(), updates);
                sent.put(batch.id(), new Sent(batch, now.toEpochMilli()));
                lane.unacknowledged++;
                batches.add(batch);
            }
            lane.waiting.clear();
        }
        return batches;
    }

    /** The group has taken a batch. An answer that comes after the batch was given up is of no interest. */
    public void acknowledge(long batchId) {
        Sent answered = sent.remove(batchId);
        if (answered != null) {
            release(answered.batch.group());
        }
    }

    private void giveUpUnacknowledged(long nowMillis) {
        List<Sent> late = new ArrayList<>();
        for (Sent batch : sent.values()) {
            if (nowMillis - batch.atMillis < ackTimeoutMillis) {
                break;
            }
            late.add(batch);
        }
        for (Sent batch : late) {
            sent.remove(batch.batch.id());
            release(batch.batch.group());
            batch.batch.updates().forEach(this::offer);
        }
    }

    private void release(GroupKey group) {
        Lane lane = lanes.get(group);
        if (lane != null) {
            lane.unacknowledged--;
        }
    }

    private List<List<MemberUpdate>> inBatches(Map<AssetId, MemberRegisters> waiting) {
        List<List<MemberUpdate>> batches = new ArrayList<>();
        List<MemberUpdate> batch = new ArrayList<>();
        int values = 0;
        for (Map.Entry<AssetId, MemberRegisters> entry : waiting.entrySet()) {
            int size = entry.getValue().values().size() + 1;
            if (!batch.isEmpty() && values + size > batchValuesMax) {
                batches.add(batch);
                batch = new ArrayList<>();
                values = 0;
            }
            batch.add(new MemberUpdate(entry.getKey(), entry.getValue()));
            values += size;
        }
        batches.add(batch);
        return batches;
    }
}
