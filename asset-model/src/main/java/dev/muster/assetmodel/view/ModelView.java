package dev.muster.assetmodel.view;

import dev.muster.assetmodel.fact.Placement;
import dev.muster.assetmodel.fact.Validity;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.HierarchyId;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.assetmodel.identity.TypeId;
import dev.muster.assetmodel.rule.RuleGroup;
import dev.muster.assetmodel.type.AssetType;
import dev.muster.assetmodel.view.device.Devices;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The model as of now, in memory. Any thread may read; reads take no lock and never wait. Two reads may see two states of
 * the model, one answer never does.
 */
public interface ModelView {
    /** Offset of the last change that is visible here; -1 before any. */
    long position();

    /**
     * Completes with {@code true} once {@link #position()} is at least {@code position}, with {@code false} after {@code
     * within}. What depends on it may run on the thread that applies changes: hand anything but trivial work to an
     * executor.
     */
    CompletionStage<Boolean> reached(long position, Duration within);

    Optional<Asset> asset(AssetId id);

    Optional<AssetType> type(TypeId id);

    /**
     * For whom {@code source} spoke at {@code measuredAt}, see {@link Devices}. A retired asset keeps its source, unless another
     * asset took it over, so that its late samples are told from those of strangers.
     */
    Optional<AssetId> assetOf(SourceId source, Instant measuredAt);

    /** What fills assets, and who speaks for them. Unless overridden: nobody ever installed anything. */
    default Devices devices() {
        return Devices.NONE;
    }

    /** A page in the order of ids: at most {@code limit} assets behind {@code after}; {@code null}: from the first. */
    List<Asset> assets(@Nullable AssetId after, int limit);

    List<AssetType> types();

    /** The trees; groups by rule make none, see {@link #ruleGroups}. */
    List<HierarchyId> hierarchies();

    /** Of {@link RuleGroup#HIERARCHY} too, once there was a group by rule. */
    Optional<String> hierarchyName(HierarchyId hierarchy);

    /**
     * Every group that was ever defined, root and unplaced too, in the order of ids; empty for an unknown hierarchy. Groups by
     * rule stand side by side, without a root.
     */
    List<Group> groups(HierarchyId hierarchy);

    Optional<Group> group(GroupKey key);

    /**
     * Who is expected in {@code group} now, that is placed under it, not retired, and covered by its type's schedule: the
     * same instance until it changes. Empty for a group that is unknown, or not in force now, or has an ancestor that is not;
     * its assets stand under {@code unplaced} meanwhile. An asset whose type is not known here yet is expected. In a group by
     * rule those are expected of whom its rule holds, wherever they are placed.
     */
    Optional<Roster> roster(GroupKey group);

    /** The group right above the asset per hierarchy, now, expected or not; empty when it is retired or unknown. */
    Map<HierarchyId, GroupKey> groupsOf(AssetId asset);

    /**
     * The groups by rule to which the asset belongs now, expected or not, in the order of ids; none when it is retired or
     * unknown. Unless overridden: none.
     */
    default List<GroupKey> ruleGroupsOf(AssetId asset) {
        return List.of();
    }

    /** The groups by rule that are in force now, in the order of ids: those that have a roster. Unless overridden: none. */
    default List<GroupKey> ruleGroups() {
        return List.of();
    }

    /**
     * Since when without a break the schedule of the asset's type has expected it, wherever it was placed. Empty while the
     * schedule does not expect it, when it is retired or unknown, and while its type is not known here. Unless overridden: as
     * if every type were always expected.
     */
    default Optional<Instant> expectedSince(AssetId asset) {
        return groupsOf(asset).isEmpty() ? Optional.empty() : Optional.of(Validity.BEGINNING);
    }

    /**
     * Who stands right under {@code group} now without being expected by its schedule: nobody that {@link #roster} names.
     * Unless overridden: nobody, as if every type were always expected.
     */
    default Set<AssetId> unexpected(GroupKey group) {
        return Set.of();
    }

    /** All placements that are believed now, past and future ones too, in the order of time. */
    Map<HierarchyId, List<Placement>> placements(AssetId asset);

    /** The unit of a signal that some type sums; all types sum it in the same unit. */
    Optional<String> unitOf(SignalName summedSignal);
}
