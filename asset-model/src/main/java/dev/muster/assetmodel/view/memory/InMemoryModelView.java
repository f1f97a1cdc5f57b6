package dev.muster.assetmodel.view.memory;

import dev.muster.assetmodel.document.Document;
import dev.muster.assetmodel.fact.Fact;
import dev.muster.assetmodel.fact.Placement;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.HierarchyId;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.assetmodel.identity.TypeId;
import dev.muster.assetmodel.rule.RuleGroup;
import dev.muster.assetmodel.type.AssetType;
import dev.muster.assetmodel.type.ExpectationSchedule.Span;
import dev.muster.assetmodel.view.Asset;
import dev.muster.assetmodel.view.Group;
import dev.muster.assetmodel.view.ModelView;
import dev.muster.assetmodel.view.Roster;
import dev.muster.assetmodel.view.device.Devices;
import dev.muster.assetmodel.view.temporal.ModelHistory;
import dev.muster.assetmodel.view.temporal.memory.DocumentHistory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The view made from changelog documents. {@link #apply}, {@link #load}, {@link #advance} and {@link #skipTo} belong to one
 * thread; every other method may be called by any.
 *
 * <p>Its notion of now is the latest of what {@link #advance} was told and of the recording times of applied documents, so
 * that a change valid "from now" holds here at once, even where the clock lags behind the writer's.
 */
public final class InMemoryModelView implements ModelView {
    /** No id sorts before it: {@code #} is the first character that ids may have. */
    private static final GroupId FIRST_GROUP = new GroupId("#");

    private final VisibleModel visible = new VisibleModel();
    private final ModelProjection projection = new ModelProjection(visible);
    private final Queue<Waiter> waiters = new ConcurrentLinkedQueue<>();

    private final ModelHistory history = new DocumentHistory(visible.recorded, () -> visible.now);
    private final Devices devices = new AssetDevices(visible);

    private record Waiter(long position, CompletableFuture<Boolean> future) {}

    /**
     * Applies changes in the order of their positions; large batches are cheaper. A document that is older than the one
     * known here is not applied.
     *
     * @return the keys of such documents: the changelog must be given their newer one again
     */
    public List<String> apply(List<Change> changes) {
        List<String> outdated = load(changes);
        projection.settle();
        skipTo(changes.stream().mapToLong(Change::position).max().orElse(visible.position));
        return outdated;
    }

    /**
     * As {@link #apply}, but what follows from the changes (who stands where, who is expected) and the position show only with
     * the next change that is applied, or with {@link #advance}: for a view that nobody may use yet, because it has everything
     * to read. Who stands where is then found once, instead of after each batch.
     */
    public List<String> load(List<Change> changes) {
        List<String> outdated = new ArrayList<>();
        for (Change change : changes) {
            if (!projection.take(change.document())) {
                outdated.add(change.document().entityKey());
            }
        }
        return outdated;
    }

    /** Lets validities begin and end that do so by {@code now}; going back does nothing. */
    public void advance(Instant now) {
        projection.advance(now);
        projection.settle();
    }

    /** Takes note that the changelog holds nothing to apply up to {@code position}. */
    public void skipTo(long position) {
        long reached = Math.max(visible.position, position);
        visible.position = reached;
        waiters.removeIf(waiter -> {
            if (waiter.position() <= reached) {
                waiter.future().complete(true);
            }
            return waiter.future().isDone();
        });
    }

    /** What the changelog was found to hold: the newest document of each entity. */
    public Stream<Document> documents() {
        return visible.recorded.documents();
    }

    /** The same model at any moment, out of the same documents. */
    public ModelHistory history() {
        return history;
    }

    @Override
    public long position() {
        return visible.position;
    }

    @Override
    public CompletionStage<Boolean> reached(long position, Duration within) {
        if (visible.position >= position) {
            return CompletableFuture.completedFuture(true);
        }
        CompletableFuture<Boolean> future = new CompletableFuture<>();
        waiters.add(new Waiter(position, future));
        // The applying thread may have passed by before the waiter stood in the queue.
        if (visible.position >= position) {
            future.complete(true);
        }
        return future.completeOnTimeout(false, within.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public Optional<Asset> asset(AssetId id) {
        return Optional.ofNullable(visible.assets.get(id)).map(entry -> entry.asset(visible.now));
    }

    @Override
    public Optional<AssetType> type(TypeId id) {
        return Optional.ofNullable(visible.types.get(id));
    }

    @Override
    public Optional<AssetId> assetOf(SourceId source, Instant measuredAt) {
        return visible.sources.assetOf(source, measuredAt);
    }

    @Override
    public Devices devices() {
        return devices;
    }

    @Override
    public List<Asset> assets(@Nullable AssetId after, int limit) {
        Instant now = visible.now;
        return visible.assets
                .behind(after)
                .limit(limit)
                .map(entry -> entry.asset(now))
                .toList();
    }

    /** Assets that are known, retired ones too. */
    public int assetCount() {
        return visible.assets.size();
    }

    @Override
    public List<AssetType> types() {
        return List.copyOf(visible.types.values());
    }

    @Override
    public List<HierarchyId> hierarchies() {
        return List.copyOf(visible.hierarchyNames.keySet());
    }

    @Override
    public Optional<String> hierarchyName(HierarchyId hierarchy) {
        return hierarchy.equals(RuleGroup.HIERARCHY)
                ? Optional.of(RuleGroup.HIERARCHY.value())
                        .filter(name -> !visible.recorded.rules().isEmpty())
                : Optional.ofNullable(visible.hierarchyNames.get(hierarchy));
    }

    @Override
    public List<Group> groups(HierarchyId hierarchy) {
        if (hierarchyName(hierarchy).isEmpty()) {
            return List.of();
        }
        List<Group> groups = new ArrayList<>();
        for (Group group : visible.groups
                .tailMap(new GroupKey(hierarchy, FIRST_GROUP), true)
                .values()) {
            if (!group.key().hierarchy().equals(hierarchy)) {
                break;
            }
            groups.add(group);
        }
        return Collections.unmodifiableList(groups);
    }

    @Override
    public Optional<Group> group(GroupKey key) {
        return Optional.ofNullable(visible.groups.get(key));
    }

    @Override
    public Optional<Roster> roster(GroupKey group) {
        return Optional.ofNullable(visible.rosters.get(group));
    }

    @Override
    public Map<HierarchyId, GroupKey> groupsOf(AssetId asset) {
        AssetEntry entry = visible.assets.get(asset);
        return entry == null ? Map.of() : entry.groups();
    }

    @Override
    public List<GroupKey> ruleGroupsOf(AssetId asset) {
        return visible.ruleGroups.getOrDefault(asset, List.of());
    }

    @Override
    public List<GroupKey> ruleGroups() {
        return visible.recorded.rules().stream()
                .map(rule -> RuleGroup.key(rule.id()))
                .filter(visible.rosters::containsKey)
                .toList();
    }

    @Override
    public Optional<Instant> expectedSince(AssetId asset) {
        return Optional.ofNullable(visible.assets.get(asset))
                .map(AssetEntry::span)
                .filter(Span::expected)
                .map(Span::since);
    }

    @Override
    public Set<AssetId> unexpected(GroupKey group) {
        return visible.unexpected.under(group);
    }

    @Override
    public Map<HierarchyId, List<Placement>> placements(AssetId asset) {
        AssetEntry entry = visible.assets.get(asset);
        if (entry == null) {
            return Map.of();
        }
        Map<HierarchyId, List<Placement>> placements = new TreeMap<>();
        entry.document()
                .placements()
                .forEach((hierarchy, timeline) -> placements.put(
                        hierarchy,
                        timeline.governing().stream()
                                .map(fact -> placement(hierarchy, fact))
                                .toList()));
        return Collections.unmodifiableMap(placements);
    }

    @Override
    public Optional<String> unitOf(SignalName summedSignal) {
        return Optional.ofNullable(visible.units.get(summedSignal));
    }

    private static Placement placement(HierarchyId hierarchy, Fact<GroupId> fact) {
        return new Placement(
                hierarchy,
                fact.value(),
                fact.validity().validFrom(),
                fact.validity().validTo());
    }
}
