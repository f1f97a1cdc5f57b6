package dev.muster.loadtest.ledger;

import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.HierarchyId;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.assetmodel.identity.TypeId;
import dev.muster.assetmodel.telemetry.Sample;
import dev.muster.assetmodel.telemetry.TelemetryRecord;
import dev.muster.assetmodel.type.AssetType;
import dev.muster.assetmodel.type.Signal;
import dev.muster.loadtest.model.AssetPlan;
import dev.muster.loadtest.model.GroupPlan;
import dev.muster.loadtest.model.ModelPlan;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Everything that was sent and acknowledged by Kafka. From it follow totals and missing lists without asking Muster, and
 * without any of Muster's code: this is what Muster's answers are checked against. Thread-safe.
 */
public final class Ledger {
    private final Clock clock;
    private final Map<AssetId, UnitLog> logs = new HashMap<>();
    private final Map<GroupKey, List<Unit>> members = new HashMap<>();
    private final Map<SourceId, Replaced> replacements = new ConcurrentHashMap<>();

    /** {@code keepSamples}: whether {@link #samples} can be asked; takes memory without bound. */
    public Ledger(ModelPlan plan, Clock clock, boolean keepSamples) {
        this.clock = clock;
        Map<TypeId, AssetType> types = new HashMap<>();
        plan.types().forEach(type -> types.put(type.id(), type));
        Map<GroupKey, GroupPlan> groups = new HashMap<>();
        plan.groups().forEach(group -> groups.put(group.key(), group));
        plan.groups().forEach(group -> members.put(group.key(), new ArrayList<>()));
        for (AssetPlan asset : plan.assets()) {
            AssetType type = types.get(asset.type());
            if (type == null) {
                throw new IllegalArgumentException(
                        "Expected the type '%s' of asset %s in the plan".formatted(asset.type(), asset.id()));
            }
            UnitLog log = new UnitLog(keepSamples);
            logs.put(asset.id(), log);
            Unit unit = new Unit(asset.id(), type, asset.inServiceFrom(), asset.retiredFrom(), log);
            for (HierarchyId hierarchy : plan.hierarchies().keySet()) {
                place(unit, hierarchy, asset.placements().getOrDefault(hierarchy, GroupKey.UNPLACED), groups);
            }
        }
    }

    private void place(Unit unit, HierarchyId hierarchy, GroupId group, Map<GroupKey, GroupPlan> groups) {
        @Nullable GroupId at = group;
        while (at != null) {
            GroupKey key = new GroupKey(hierarchy, at);
            members.computeIfAbsent(key, any -> new ArrayList<>()).add(unit);
            GroupPlan plan = groups.get(key);
            at = plan == null ? null : plan.parent();
        }
        members.computeIfAbsent(GroupKey.root(hierarchy), any -> new ArrayList<>())
                .add(unit);
    }

    /** Enters what Kafka has acknowledged; {@code receivedAt} is the broker's clock. */
    public void acknowledged(TelemetryRecord telemetry, Instant receivedAt) {
        Replaced replaced = replacements.get(telemetry.source());
        if (replaced != null && !replaced.covers(telemetry)) {
            return;
        }
        AssetId asset = replaced == null ? new AssetId(telemetry.source().value()) : replaced.asset();
        UnitLog log = logs.get(asset);
        if (log != null) {
            log.acknowledged(telemetry, receivedAt);
        }
    }

    /** From {@code from} on {@code source} speaks for the asset, and its own source for nobody. */
    public void replaced(AssetId asset, SourceId source, Instant from) {
        Replaced replaced = new Replaced(asset, source, from);
        replacements.put(new SourceId(asset.value()), replaced);
        replacements.put(source, replaced);
    }

    /** What the group's total must be now; {@link IllegalArgumentException} for a group that the plan does not have. */
    public LedgerTotal total(GroupKey group, SignalName signal) {
        List<Unit> units = members.get(group);
        if (units == null) {
            throw new IllegalArgumentException("Expected a group of the plan but got " + group);
        }
        Instant now = clock.instant();
        long micros = 0;
        int expected = 0;
        SortedMap<AssetId, AbsenceReason> missing = new TreeMap<>();
        for (Unit unit : units) {
            Signal definition = unit.type().signal(signal).orElse(null);
            if (definition == null || !unit.isInService(now)) {
                continue;
            }
            expected++;
            AbsenceReason absence = unit.log()
                    .absence(signal, now, definition.staleAfter(), unit.type().offlineAfter())
                    .orElse(null);
            if (absence == null) {
                micros = Math.addExact(
                        micros, unit.log().micros(signal) * definition.sign().factor());
            } else {
                missing.put(unit.id(), absence);
            }
        }
        return new LedgerTotal(now, micros, expected, missing);
    }

    /** The latest value of one asset, however old, in the device's sign convention; 0 before any. */
    public long lastMicros(AssetId asset, SignalName signal) {
        UnitLog log = logs.get(asset);
        return log == null ? 0 : log.micros(signal);
    }

    /** The broker's time of the last record of the asset that Kafka has acknowledged, whatever it said; empty: none yet. */
    public Optional<Instant> lastSeen(AssetId asset) {
        UnitLog log = logs.get(asset);
        return log == null ? Optional.empty() : log.lastSeen();
    }

    /** Every sample of the asset in the order of acknowledgement, duplicates too. */
    public List<Sample> samples(AssetId asset) {
        UnitLog log = logs.get(asset);
        return log == null ? List.of() : log.samples();
    }

    private record Unit(
            AssetId id,
            AssetType type,
            @Nullable Instant inServiceFrom,
            @Nullable Instant retiredFrom,
            UnitLog log) {
        boolean isInService(Instant now) {
            return (inServiceFrom == null || !now.isBefore(inServiceFrom))
                    && (retiredFrom == null || retiredFrom.isAfter(now));
        }
    }

    /** Who speaks for an asset from then on. */
    private record Replaced(AssetId asset, SourceId by, Instant from) {
        /** A device that left, or has not come yet, measures for nobody. */
        boolean covers(TelemetryRecord telemetry) {
            return telemetry.source().equals(by) != telemetry.measuredAt().isBefore(from);
        }
    }
}
