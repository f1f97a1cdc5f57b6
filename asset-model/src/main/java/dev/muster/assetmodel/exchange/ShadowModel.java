package dev.muster.assetmodel.exchange;

import dev.muster.assetmodel.command.Author;
import dev.muster.assetmodel.command.ModelCommand.PutAsset;
import dev.muster.assetmodel.command.ModelLimits;
import dev.muster.assetmodel.document.AssetDocument;
import dev.muster.assetmodel.document.BucketId;
import dev.muster.assetmodel.document.Document;
import dev.muster.assetmodel.document.HierarchyDocument;
import dev.muster.assetmodel.document.RuleGroupDocument;
import dev.muster.assetmodel.document.TypeDocument;
import dev.muster.assetmodel.fact.AssetDefinition;
import dev.muster.assetmodel.fact.GroupDefinition;
import dev.muster.assetmodel.fact.ModelEvent;
import dev.muster.assetmodel.fact.Precedence;
import dev.muster.assetmodel.fact.Timeline;
import dev.muster.assetmodel.fact.Validity;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.DeviceId;
import dev.muster.assetmodel.identity.GroupId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.HierarchyId;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.assetmodel.identity.TypeId;
import dev.muster.assetmodel.registry.ModelRegistry;
import dev.muster.assetmodel.registry.bucket.BucketState;
import dev.muster.assetmodel.registry.bucket.References;
import dev.muster.assetmodel.registry.decision.Decision;
import dev.muster.assetmodel.rule.RuleGroup;
import dev.muster.assetmodel.type.AssetType;
import dev.muster.assetmodel.view.ModelView;
import dev.muster.assetmodel.view.memory.ViewReferences;
import dev.muster.assetmodel.view.temporal.ModelHistory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The model as it would be with the lines so far: this node's view, and on top of it what the writers' own logic makes of each
 * line. What already is so is recognised without asking a writer, and a line that cannot be done is known before any of it is
 * done. Not thread-safe.
 */
final class ShadowModel implements References {
    /** Assets changed last, whose next lines stand nearby. Elsewhere in the file they are found in the view by then. */
    private static final int RECENT_MAX = 4_096;

    private final ModelView view;
    private final ModelHistory history;
    private final ViewReferences viewed;
    private final Author by;
    private final Precedence precedence;
    private final ModelRegistry registry;
    private final Map<BucketId, BucketState> structure = new HashMap<>();
    private final Set<HierarchyId> hierarchies = new HashSet<>();
    private final Map<AssetId, AssetDocument> recent = new LinkedHashMap<>();
    private final Map<SourceId, AssetId> taken = new HashMap<>();
    private final Set<SourceId> released = new HashSet<>();
    private final Map<DeviceId, Set<AssetId>> installed = new HashMap<>();
    private final Set<AssetId> known = new HashSet<>();
    private Instant now = Instant.EPOCH;

    ShadowModel(ModelView view, ModelHistory history, Precedence precedence, Author by) {
        this.view = view;
        this.history = history;
        this.viewed = new ViewReferences(view);
        this.by = by;
        this.precedence = precedence;
        this.registry = new ModelRegistry(this, precedence);
        hierarchies.addAll(view.hierarchies());
    }

    private ShadowModel(ShadowModel other) {
        view = other.view;
        history = other.history;
        viewed = other.viewed;
        by = other.by;
        precedence = other.precedence;
        registry = new ModelRegistry(this, precedence);
        structure.putAll(other.structure);
        hierarchies.addAll(other.hierarchies);
        recent.putAll(other.recent);
        taken.putAll(other.taken);
        released.addAll(other.released);
        other.installed.forEach((device, assets) -> installed.put(device, new HashSet<>(assets)));
        known.addAll(other.known);
    }

    /** To try assets on; what decides about types, hierarchies and groups is shared. */
    ShadowModel copy() {
        return new ShadowModel(this);
    }

    /** Takes them to be there. */
    void assume(Set<AssetId> assets) {
        known.addAll(assets);
    }

    /** What the line does; done here from now on, if it changes anything. */
    Verdict decide(EntityLine line, Instant clock) {
        now = clock.isAfter(now) ? clock : now;
        boolean asset = line.kind() == EntityLine.Kind.ASSET;
        BucketState state = asset ? assetState(line) : structure(line.bucket());
        Decision decision = registry.decide(line.commands(), state, now, by);
        if (decision instanceof Decision.Reject reject) {
            return new Verdict.Refused(reject.rejection());
        }
        List<ModelEvent> events = ((Decision.Accept) decision).events();
        if (events.isEmpty()) {
            return new Verdict.Unchanged();
        }
        Document before = state.document(line.entityKey()).orElse(null);
        events.forEach(state::apply);
        Document after = state.document(line.entityKey()).orElseThrow();
        if (after instanceof AssetDocument now) {
            keep((AssetDocument) before, now);
        } else if (after instanceof HierarchyDocument hierarchy) {
            hierarchies.add(hierarchy.id());
        }
        return new Verdict.Changed(before, after);
    }

    /** Forgets what the lines did: everything that was done can be seen by now, and what others did too. */
    void lookAgain() {
        structure.clear();
        recent.clear();
        taken.clear();
        released.clear();
        installed.clear();
        known.clear();
        hierarchies.clear();
        hierarchies.addAll(view.hierarchies());
    }

    private BucketState assetState(EntityLine line) {
        AssetId asset = assetOf(line);
        AssetDocument document = recent.get(asset);
        Optional<AssetDocument> known = document == null ? history.everythingOf(asset) : Optional.of(document);
        return BucketState.of(known.map(List::<Document>of).orElse(List.of()));
    }

    private static AssetId assetOf(EntityLine line) {
        return ((PutAsset) line.commands().get(0)).asset();
    }

    private void keep(@Nullable AssetDocument before, AssetDocument after) {
        recent.put(after.asset(), after);
        known.add(after.asset());
        after.devices().believed().forEach(fact -> installed
                .computeIfAbsent(fact.value().device(), device -> new HashSet<>())
                .add(after.asset()));
        if (recent.size() > RECENT_MAX) {
            recent.remove(recent.keySet().iterator().next());
        }
        SourceId had = before == null ? null : sourceInService(before);
        SourceId has = sourceInService(after);
        if (had != null && !had.equals(has)) {
            taken.remove(had, after.asset());
            released.add(had);
        }
        if (has != null) {
            taken.put(has, after.asset());
        }
    }

    private @Nullable SourceId sourceInService(AssetDocument document) {
        AssetDefinition definition = document.definition().at(now).orElse(null);
        return definition == null || definition.retiredAt(now) ? null : definition.source();
    }

    /** All types, all groups by rule, or a whole hierarchy, out of the view when it is first needed. */
    private BucketState structure(BucketId bucket) {
        return structure.computeIfAbsent(bucket, any -> BucketState.of(documents(bucket)));
    }

    private List<Document> documents(BucketId bucket) {
        List<Document> documents = new ArrayList<>();
        if (bucket.equals(BucketId.ofEntityKey(TypeDocument.entityKey(new TypeId("any"))))) {
            view.types().forEach(type -> history.everythingOf(type.id()).ifPresent(documents::add));
            return documents;
        }
        if (bucket.equals(BucketId.ofEntityKey(RuleGroupDocument.entityKey(GroupKey.ROOT)))) {
            history.groups(RuleGroup.HIERARCHY, history.present())
                    .forEach(rule ->
                            history.everythingOfRule(rule.group().key().group()).ifPresent(documents::add));
            return documents;
        }
        for (HierarchyId hierarchy : view.hierarchies()) {
            if (bucket.equals(bucketOf(hierarchy))) {
                history.everythingOf(hierarchy).ifPresent(documents::add);
                view.groups(hierarchy)
                        .forEach(group -> history.everythingOf(group.key()).ifPresent(documents::add));
            }
        }
        return documents;
    }

    private static BucketId bucketOf(HierarchyId hierarchy) {
        return BucketId.ofEntityKey(HierarchyDocument.entityKey(hierarchy));
    }

    @Override
    public Optional<AssetType> type(TypeId type) {
        return structure(BucketId.ofEntityKey(TypeDocument.entityKey(type)))
                .type(type)
                .flatMap(document -> document.definition().factNearest(now))
                .map(fact -> fact.value());
    }

    @Override
    public boolean hasHierarchy(HierarchyId hierarchy) {
        return hierarchies.contains(hierarchy) || viewed.hasHierarchy(hierarchy);
    }

    @Override
    public int hierarchies() {
        return hierarchies.size();
    }

    @Override
    public boolean hasGroup(GroupKey group) {
        return structure(bucketOf(group.hierarchy())).group(group).isPresent() || viewed.hasGroup(group);
    }

    @Override
    public boolean hasAsset(AssetId asset) {
        return known.contains(asset) || viewed.hasAsset(asset);
    }

    @Override
    public Optional<AssetId> holderOf(SourceId source, Instant instant) {
        AssetId taker = taken.get(source);
        if (taker != null) {
            return Optional.of(taker);
        }
        return released.contains(source) ? Optional.empty() : viewed.holderOf(source, instant);
    }

    @Override
    public Optional<AssetId> deviceElsewhere(DeviceId device, Validity during, AssetId here) {
        return installed.getOrDefault(device, Set.of()).stream()
                .filter(asset -> !asset.equals(here))
                .flatMap(asset -> Optional.ofNullable(recent.get(asset)).stream())
                .filter(document -> document.fills(device, during))
                .map(AssetDocument::asset)
                .findFirst()
                .or(() -> viewed.deviceElsewhere(device, during, here).filter(asset -> !recent.containsKey(asset)));
    }

    @Override
    public Optional<AssetId> memberStaying(GroupKey group, Instant from) {
        if (!stands(group)) {
            return Optional.empty();
        }
        Stream<AssetDocument> asSeen = Stream.concat(
                        view.roster(group).stream().flatMap(roster -> roster.members().keySet().stream()),
                        view.unexpected(group).stream())
                .filter(asset -> !recent.containsKey(asset))
                .flatMap(asset -> history.everythingOf(asset).stream());
        return Stream.concat(recent.values().stream(), asSeen)
                .filter(document -> sourceInService(document) != null)
                .filter(document -> stays(document.placements(group.hierarchy()), group.group(), from))
                .map(AssetDocument::asset)
                .findFirst();
    }

    /** In force now, as are all groups above: only then somebody can stand there. */
    private boolean stands(GroupKey group) {
        GroupKey next = group;
        for (int steps = 0; steps <= ModelLimits.DEPTH_MAX && !next.group().equals(GroupKey.ROOT); steps++) {
            GroupId parent = structure(bucketOf(next.hierarchy()))
                    .group(next)
                    .flatMap(document -> document.definition().at(now))
                    .map(GroupDefinition::parent)
                    .orElse(null);
            if (parent == null) {
                return false;
            }
            next = new GroupKey(next.hierarchy(), parent);
        }
        return true;
    }

    private boolean stays(Timeline<GroupId> placements, GroupId group, Instant from) {
        return placements.at(now).filter(group::equals).isPresent()
                && placements.governing().stream().anyMatch(fact -> {
                    Instant to = fact.validity().validTo();
                    return fact.value().equals(group) && (to == null || to.isAfter(from));
                });
    }
}
