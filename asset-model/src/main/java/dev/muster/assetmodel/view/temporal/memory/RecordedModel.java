package dev.muster.assetmodel.view.temporal.memory;

import dev.muster.assetmodel.compact.AssetIds;
import dev.muster.assetmodel.compact.Mentions;
import dev.muster.assetmodel.document.AssetDocument;
import dev.muster.assetmodel.document.Document;
import dev.muster.assetmodel.document.GroupDocument;
import dev.muster.assetmodel.document.HierarchyDocument;
import dev.muster.assetmodel.document.RuleGroupDocument;
import dev.muster.assetmodel.document.TypeDocument;
import dev.muster.assetmodel.fact.AssetDefinition;
import dev.muster.assetmodel.fact.Fact;
import dev.muster.assetmodel.fact.PropertyKind;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.HierarchyId;
import dev.muster.assetmodel.identity.TypeId;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.NavigableSet;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Everything that was ever recorded, found by id. Documents of assets are kept by somebody else, who says when one comes.
 * One thread writes, any thread reads; every value in it is immutable.
 */
public final class RecordedModel {
    /** No id sorts before it: {@code #} is the first character that ids may have. */
    private static final GroupId FIRST_GROUP = new GroupId("#");

    private final ConcurrentNavigableMap<TypeId, TypeDocument> types = new ConcurrentSkipListMap<>();
    private final ConcurrentNavigableMap<HierarchyId, HierarchyDocument> hierarchies = new ConcurrentSkipListMap<>();
    private final ConcurrentNavigableMap<GroupKey, GroupDocument> groups = new ConcurrentSkipListMap<>();
    private final ConcurrentNavigableMap<GroupId, RuleGroupDocument> rules = new ConcurrentSkipListMap<>();
    private final NavigableSet<GroupKey> desiring = new ConcurrentSkipListSet<>();
    private final PlacementIndex index = new PlacementIndex();
    private final PropertyIndex properties = new PropertyIndex();
    private final Mentions<AssetId, AssetId> successors = new Mentions<>();
    private final Conflicts conflicts = new Conflicts(this);
    private final AssetDocuments assets;

    public RecordedModel(AssetDocuments assets) {
        this.assets = assets;
    }

    public void put(TypeDocument document) {
        types.put(document.id(), document);
    }

    /** Whether the hierarchy was not known before. */
    public boolean put(HierarchyDocument document) {
        boolean isNew = !hierarchies.containsKey(document.id());
        if (isNew) {
            index.add(document.id(), assets.behind(null));
        }
        hierarchies.put(document.id(), document);
        return isNew;
    }

    public void put(GroupDocument document) {
        conflicts.add(document);
        if (!document.desired().facts().isEmpty()) {
            desiring.add(document.group());
        }
        groups.put(document.group(), document);
    }

    public void put(RuleGroupDocument document) {
        rules.put(document.id(), document);
    }

    /** To be told of an asset's document before anybody can read it ... */
    public void comes(AssetDocument document) {
        index.add(document, hierarchies.keySet());
        properties.add(document);
        conflicts.add(document);
        for (Fact<AssetDefinition> fact : document.definition().facts()) {
            fact.value().details().predecessors().forEach(before -> successors.add(before, document.asset()));
        }
    }

    /** ... and as soon as everybody can. */
    public void hasCome(AssetDocument document) {
        index.tidy(document);
    }

    public @Nullable TypeDocument type(TypeId id) {
        return types.get(id);
    }

    public @Nullable HierarchyDocument hierarchy(HierarchyId id) {
        return hierarchies.get(id);
    }

    public @Nullable GroupDocument group(GroupKey key) {
        return groups.get(key);
    }

    public @Nullable RuleGroupDocument rule(GroupId id) {
        return rules.get(id);
    }

    /** Every group by rule that was ever defined, in the order of ids. */
    public Collection<RuleGroupDocument> rules() {
        return Collections.unmodifiableCollection(rules.values());
    }

    /** Every hierarchy, in the order of ids. */
    public Collection<HierarchyId> hierarchies() {
        return Collections.unmodifiableSet(hierarchies.keySet());
    }

    /** Every document that was read, the newest of each entity, in no order that means anything. */
    public Stream<Document> documents() {
        return Stream.of(
                        types.values().stream(),
                        hierarchies.values().stream(),
                        groups.values().stream(),
                        rules.values().stream(),
                        StreamSupport.stream(assets.behind(null).spliterator(), false))
                .flatMap(documents -> documents);
    }

    Collection<TypeDocument> types() {
        return types.values();
    }

    /** Every group of the hierarchy that was ever defined, in the order of ids. */
    Stream<GroupDocument> groups(HierarchyId hierarchy) {
        return groups.tailMap(new GroupKey(hierarchy, FIRST_GROUP), true).values().stream()
                .takeWhile(document -> document.group().hierarchy().equals(hierarchy));
    }

    /** Who ever named the asset as one that it took the place of. */
    List<AssetId> successors(AssetId asset) {
        return successors.of(asset);
    }

    AssetDocuments assets() {
        return assets;
    }

    Conflicts conflicts() {
        return conflicts;
    }

    PlacementIndex index() {
        return index;
    }

    /** Every group of which anything was ever wanted, believed now or not; in the order of ids. */
    Collection<GroupKey> desiring() {
        return Collections.unmodifiableSet(desiring);
    }

    /** Everybody of whom properties of that kind, expected or desired, were ever stated. */
    AssetIds stating(PropertyKind kind) {
        return properties.stating(kind);
    }
}
