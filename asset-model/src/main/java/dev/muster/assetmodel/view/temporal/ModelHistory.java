package dev.muster.assetmodel.view.temporal;

import dev.muster.assetmodel.document.AssetDocument;
import dev.muster.assetmodel.document.GroupDocument;
import dev.muster.assetmodel.document.HierarchyDocument;
import dev.muster.assetmodel.document.RuleGroupDocument;
import dev.muster.assetmodel.document.TypeDocument;
import dev.muster.assetmodel.fact.Placement;
import dev.muster.assetmodel.fact.PropertyKind;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.HierarchyId;
import dev.muster.assetmodel.identity.TypeId;
import dev.muster.assetmodel.mismatch.AssetMismatches;
import dev.muster.assetmodel.mismatch.DesiredValue;
import dev.muster.assetmodel.rule.RuleGroup;
import dev.muster.assetmodel.type.AssetType;
import dev.muster.assetmodel.view.Asset;
import dev.muster.assetmodel.view.Group;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The model at any moment, by the rules of {@link dev.muster.assetmodel.view.ModelView}, whose answers these are at {@link
 * #present()}: a retired asset stands nowhere; a group that is not in force, or has an ancestor that is not, hides its assets,
 * which stand under {@code unplaced} meanwhile; {@code root} and {@code unplaced} are always there. Schedules play no part:
 * whoever stands under a group is its member, expected or not.
 *
 * <p>Nothing is known of what was first recorded after {@link Moment#asKnownAt}. Any thread may read; reads take no lock and
 * never wait. While changes are applied, each asset of an answer is as it is when it is looked at, and is looked at once; what
 * is asked with an {@code asKnownAt} that has passed never changes.
 */
public interface ModelHistory {
    /** What {@link dev.muster.assetmodel.view.ModelView} speaks about now; never goes back. */
    Moment present();

    /** Where source systems disagree. */
    ModelConflicts conflicts();

    List<HierarchyId> hierarchies(Moment moment);

    Optional<String> hierarchyName(HierarchyId hierarchy, Moment moment);

    List<AssetType> types(Moment moment);

    Optional<AssetType> type(TypeId id, Moment moment);

    /** With the retirement that was known, also where it was recorded later than it began. */
    Optional<Asset> asset(AssetId id, Moment moment);

    /** A page in the order of ids: at most {@code limit} behind {@code after}; {@code null}: from the first. */
    Page<Asset, AssetId> assets(AssetFilter filter, Moment moment, @Nullable AssetId after, int limit);

    /** All placements that were believed then, past and future ones too, in the order of time. */
    Map<HierarchyId, List<Placement>> placements(AssetId asset, @Nullable Instant asKnownAt);

    /** The group right above the asset per hierarchy; empty when it was retired or is unknown. */
    Map<HierarchyId, GroupKey> groupsOf(AssetId asset, Moment moment);

    /** Per hierarchy the groups above the asset, from the root down; empty when it was retired or is unknown. */
    Map<HierarchyId, List<Group>> paths(AssetId asset, Moment moment);

    /**
     * Every group that was known, root and unplaced too, in the order of ids; empty for an unknown hierarchy. Groups by rule
     * stand side by side in {@link RuleGroup#HIERARCHY}, without a root, and are groups in all questions that name one.
     */
    List<GroupAt> groups(HierarchyId hierarchy, Moment moment);

    Optional<GroupAt> group(GroupKey key, Moment moment);

    /**
     * Who stands under {@code group}, a page in the order of ids. Nobody under one that is unknown or does not stand.
     *
     * @param deep also below its groups, at any depth; below the root, {@code unplaced} too
     */
    Page<AssetId, AssetId> members(GroupKey group, boolean deep, Moment moment, @Nullable AssetId after, int limit);

    /** Assets at any depth that came under {@code group}, went from there, or moved within; in the order of ids. */
    Page<AssetChange, AssetId> assetChanges(GroupKey group, Moment from, Moment to, @Nullable AssetId after, int limit);

    /** Groups standing below {@code group}, or itself, that came, went, moved or were renamed; in the order of ids. */
    Page<GroupChange, GroupId> groupChanges(GroupKey group, Moment from, Moment to, @Nullable GroupId after, int limit);

    /**
     * Where devices do not report what is stated of their assets; those in service only, in the order of ids.
     *
     * @param stated {@code EXPECTED} or {@code DESIRED}; the latter is what {@link #desired} tells
     * @param group at any depth below it; {@code null}: of all assets, wherever they stand
     */
    Page<AssetMismatches, AssetId> mismatches(
            PropertyKind stated, @Nullable GroupKey group, Moment moment, @Nullable AssetId after, int limit);

    /**
     * What was wanted of the asset and is not taken back by something nearer, by property; empty when it was retired or is unknown.
     * See {@link DesiredValue}.
     */
    Map<String, DesiredValue> desired(AssetId asset, Moment moment);

    /** The assets that were described as having taken the place of this one, in the order of ids. */
    List<AssetId> successors(AssetId asset, Moment moment);

    /** Everything that was ever recorded of it, superseded or not. */
    Optional<AssetDocument> everythingOf(AssetId asset);

    /** The groups by rule to which the asset belonged, in the order of ids; none when it was retired or is unknown. */
    List<GroupKey> ruleGroupsOf(AssetId asset, Moment moment);

    /** The rule of a group by rule, where it was in force. */
    Optional<RuleGroup> rule(GroupId id, Moment moment);

    /**
     * Everything that was ever recorded of it, superseded or not; empty for {@code root} and {@code unplaced}, and for groups by
     * rule.
     */
    Optional<GroupDocument> everythingOf(GroupKey group);

    /** Everything that was ever recorded of a group by rule, superseded or not. */
    Optional<RuleGroupDocument> everythingOfRule(GroupId rule);

    /** Everything that was ever recorded of it, superseded or not. */
    Optional<HierarchyDocument> everythingOf(HierarchyId hierarchy);

    /** Everything that was ever recorded of it, superseded or not. */
    Optional<TypeDocument> everythingOf(TypeId type);
}
