package dev.muster.assetmodel.view.memory;

import dev.muster.assetmodel.fact.Fact;
import dev.muster.assetmodel.fact.Placement;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.HierarchyId;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.assetmodel.identity.TypeId;
import dev.muster.assetmodel.type.AssetType;
import dev.muster.assetmodel.type.ExpectationSchedule.Span;
import dev.muster.assetmodel.view.Asset;
import dev.muster.assetmodel.view.Group;
import dev.muster.assetmodel.view.ModelView;
import dev.muster.assetmodel.view.Roster;
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
import org.jspecify.annotations.Nullable;

/**
 * The view made from changelog documents. {@link #apply}, {@link #advance} and {@link #skipTo} belong to one thread; every
 * other method may be called by any.
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

    private record Waiter(long position, CompletableFuture<Boolean> future) {}

    /**
     * Applies changes in the order of their positions; large batches are cheaper. A document that is older than the one
     * known here is not applied.
     *
     * @return the keys of such documents: the changelog must be given their newer one again
     */
    public List<String> apply(List<Change> changes) {
        List<String> outdated = new ArrayList<>();
        long position = visible.position;
        for (Change change : changes) {
            if (!projection.take(change.document())) {
                outdated.add(change.document().entityKey());
            }
            position = Math.max(position, change.position());
        }
        projection.settle();
        skipTo(position);
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
        return Optional.ofNullable(visible.assets.get(id)).map(AssetEntry::asset);
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
    public List<Asset> assets(@Nullable AssetId after, int limit) {
        Map<AssetId, AssetEntry> rest = after == null ? visible.assets : visible.assets.tailMap(after, false);
        return rest.values().stream().limit(limit).map(AssetEntry::asset).toList();
    }

    /** Assets that are known, retired ones too; counted one by one. */
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
        return Optional.ofNullable(visible.hierarchyNames.get(hierarchy));
    }

    @Override
    public List<Group> groups(HierarchyId hierarchy) {
        if (!visible.hierarchyNames.containsKey(hierarchy)) {
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
                        timeline.believed().stream()
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
