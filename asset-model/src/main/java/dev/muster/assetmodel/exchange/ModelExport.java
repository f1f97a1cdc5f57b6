package dev.muster.assetmodel.exchange;

import dev.muster.assetmodel.document.AssetDocument;
import dev.muster.assetmodel.document.Described;
import dev.muster.assetmodel.document.GroupDocument;
import dev.muster.assetmodel.exchange.form.AssetParts;
import dev.muster.assetmodel.fact.AssetDefinition;
import dev.muster.assetmodel.fact.Fact;
import dev.muster.assetmodel.fact.GroupDefinition;
import dev.muster.assetmodel.fact.Properties;
import dev.muster.assetmodel.fact.Validity;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.HierarchyId;
import dev.muster.assetmodel.rule.RuleGroup;
import dev.muster.assetmodel.view.Asset;
import dev.muster.assetmodel.view.temporal.AssetFilter;
import dev.muster.assetmodel.view.temporal.GroupAt;
import dev.muster.assetmodel.view.temporal.ModelHistory;
import dev.muster.assetmodel.view.temporal.Moment;
import dev.muster.assetmodel.view.temporal.Page;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The model as lines, in an order in which they can be imported: types, hierarchies, groups behind what is said of their
 * parents, groups by rule, assets that leave service, all other assets. Asked about an instant, it is what held then: groups
 * that stood, and placements under them, devices, properties. Otherwise it is all that is believed of past and future. Equal
 * models give equal lines.
 *
 * <p>What a line cannot say is not there: when something was recorded and by whom, and former definitions of types and assets.
 * What devices report is there to be read: no line makes a device report.
 */
public final class ModelExport {
    private static final int PAGE = 500;

    private final ModelHistory history;
    private final Moment moment;
    private final boolean instant;

    private ModelExport(ModelHistory history, Moment moment, boolean instant) {
        this.history = history;
        this.moment = moment;
        this.instant = instant;
    }

    /**
     * What is recorded while it is read does not change it.
     *
     * @param at {@code null}: everything, and of what has one definition at a time the present one
     * @param asKnownAt {@code null}: by what is believed now
     */
    public static ModelExport of(ModelHistory history, @Nullable Instant at, @Nullable Instant asKnownAt) {
        Instant present = history.present().at();
        Instant known = asKnownAt == null || asKnownAt.isAfter(present) ? present : asKnownAt;
        return new ModelExport(history, new Moment(at == null ? present : at, known), at != null);
    }

    /** One after the other, as they are asked for. */
    public Stream<Map<String, Object>> lines(EntityLine.Kind kind) {
        return switch (kind) {
            case TYPE -> history.types(moment).stream().map(EntityForm::type);
            case HIERARCHY ->
                history.hierarchies(moment).stream()
                        .map(id -> EntityForm.hierarchy(
                                id, history.hierarchyName(id, moment).orElse(id.value())));
            case GROUP -> history.hierarchies(moment).stream().flatMap(this::groups);
            case RULE -> rules();
            case ASSET -> assets();
        };
    }

    private Stream<Map<String, Object>> groups(HierarchyId hierarchy) {
        List<Version> versions = new ArrayList<>();
        for (GroupAt group : history.groups(hierarchy, moment)) {
            GroupDocument document = history.everythingOf(group.group().key()).orElse(null);
            if (document == null) {
                continue;
            }
            if (!instant) {
                document.definition()
                        .governing(moment.asKnownAt())
                        .forEach(fact -> versions.add(new Version(document.group(), fact)));
            } else if (group.stands()) {
                Fact<GroupDefinition> fact = document.definition().factAt(moment.at(), moment.asKnownAt());
                if (fact != null) {
                    versions.add(new Version(document.group(), fact));
                }
            }
        }
        List<Version> ordered = GroupOrder.of(versions, Version::said);
        // What is wanted of a group stands on its last line: by then the group is there whenever it stands.
        Map<GroupKey, Version> last = new HashMap<>();
        ordered.forEach(version -> last.put(version.group(), version));
        return ordered.stream()
                .map(version -> EntityForm.group(
                        version.group(),
                        version.fact().value(),
                        version.fact().validity(),
                        last.get(version.group()) == version ? desired(version.group()) : List.of()));
    }

    private List<Fact<Properties>> desired(GroupKey group) {
        return history.everythingOf(group).stream()
                .flatMap(document -> document.desired().governing(moment.asKnownAt()).stream())
                .filter(fact -> !instant || fact.validity().covers(moment.at()))
                .toList();
    }

    private Stream<Map<String, Object>> rules() {
        return history.groups(RuleGroup.HIERARCHY, moment).stream()
                .flatMap(group -> history.everythingOfRule(group.group().key().group()).stream())
                .flatMap(rule -> rule.definition().governing(moment.asKnownAt()).stream()
                        .filter(fact -> !instant || fact.validity().covers(moment.at()))
                        .map(fact -> EntityForm.rule(rule.id(), fact.value(), fact.validity())));
    }

    /** One thing said of a group. */
    private record Version(GroupKey group, Fact<GroupDefinition> fact) {
        GroupOrder.Version said() {
            GroupKey parent = new GroupKey(group.hierarchy(), fact.value().parent());
            return new GroupOrder.Version(group, parent, fact.validity());
        }
    }

    /** Who leaves gives his source free, so that he must not come behind who took it over. */
    private Stream<Map<String, Object>> assets() {
        Map<HierarchyId, Set<GroupId>> standing = standing();
        Stream<AssetId> leaving = pages().filter(asset -> asset.retiredFrom() != null)
                .map(asset -> new Leaving(asset.id(), leaves(asset)))
                .sorted(Comparator.comparing(Leaving::from).thenComparing(Leaving::asset))
                .map(Leaving::asset);
        return Stream.concat(
                leaving.flatMap(id -> history.asset(id, moment).stream()).map(asset -> line(asset, standing)),
                pages().filter(asset -> asset.retiredFrom() == null).map(asset -> line(asset, standing)));
    }

    /** When an asset leaves service. */
    private record Leaving(AssetId asset, Instant from) {}

    private static Instant leaves(Asset asset) {
        Instant from = asset.retiredFrom();
        return from == null ? Instant.MAX : from;
    }

    private Stream<Asset> pages() {
        Iterable<Asset> all = () -> new Pages(history, moment);
        return StreamSupport.stream(all.spliterator(), false);
    }

    private Map<String, Object> line(Asset asset, Map<HierarchyId, Set<GroupId>> standing) {
        AssetDefinition definition = new AssetDefinition(
                asset.name(),
                asset.type(),
                asset.source(),
                asset.limits(),
                asset.attributes(),
                asset.retiredFrom(),
                asset.details());
        AssetDocument document = history.everythingOf(asset.id()).orElseThrow();
        AssetParts parts = instant
                ? AssetParts.at(document, moment.at(), moment.asKnownAt(), (hierarchy, group) -> standing.getOrDefault(
                                hierarchy, Set.of())
                        .contains(group))
                : AssetParts.all(document, moment.at(), moment.asKnownAt());
        Validity during = Described.nearest(document.definition(), moment.at(), moment.asKnownAt())
                .map(nearest -> EntityForm.during(document.definition(), nearest, moment.asKnownAt()))
                .orElse(null);
        return EntityForm.asset(asset.id(), definition, during, parts);
    }

    private Map<HierarchyId, Set<GroupId>> standing() {
        Map<HierarchyId, Set<GroupId>> standing = new TreeMap<>();
        if (instant) {
            for (HierarchyId hierarchy : history.hierarchies(moment)) {
                Set<GroupId> groups = standing.computeIfAbsent(hierarchy, id -> new HashSet<>());
                history.groups(hierarchy, moment).stream()
                        .filter(GroupAt::stands)
                        .forEach(group -> groups.add(group.group().key().group()));
            }
        }
        return standing;
    }

    /** All assets, page by page. */
    private static final class Pages implements Iterator<Asset> {
        private final ModelHistory history;
        private final Moment moment;
        private Iterator<Asset> page;
        private @Nullable AssetId next;

        Pages(ModelHistory history, Moment moment) {
            this.history = history;
            this.moment = moment;
            page = turn(null);
        }

        @Override
        public boolean hasNext() {
            while (!page.hasNext() && next != null) {
                page = turn(next);
            }
            return page.hasNext();
        }

        @Override
        public Asset next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return page.next();
        }

        private Iterator<Asset> turn(@Nullable AssetId after) {
            Page<Asset, AssetId> found = history.assets(AssetFilter.ALL, moment, after, PAGE);
            next = found.next();
            return found.items().iterator();
        }
    }
}
