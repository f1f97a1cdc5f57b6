package dev.muster.assetmodel.view.temporal.memory;

import dev.muster.assetmodel.compact.AssetIds;
import dev.muster.assetmodel.document.AssetDocument;
import dev.muster.assetmodel.document.GroupDocument;
import dev.muster.assetmodel.fact.AssetDefinition;
import dev.muster.assetmodel.fact.Fact;
import dev.muster.assetmodel.fact.GroupDefinition;
import dev.muster.assetmodel.fact.Timeline;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.TypeId;
import dev.muster.assetmodel.view.temporal.Conflict;
import dev.muster.assetmodel.view.temporal.Conflict.OfEntity;
import dev.muster.assetmodel.view.temporal.Conflict.Said;
import dev.muster.assetmodel.view.temporal.ModelConflicts;
import dev.muster.assetmodel.view.temporal.Moment;
import dev.muster.assetmodel.view.temporal.Page;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Which assets and groups several systems spoke of, and in what they disagree. One thread writes, any thread reads. */
final class Conflicts implements ModelConflicts {
    /** So many entities are looked at for one page. */
    static final int LOOKED_AT_MAX = 100_000;

    private static final String ASSET = "asset/";
    private static final String GROUP = "group/";

    private final RecordedModel model;
    private final AssetIds assets = new AssetIds();
    private final NavigableSet<GroupKey> groups = new ConcurrentSkipListSet<>();

    Conflicts(RecordedModel model) {
        this.model = model;
    }

    /** To be told before anybody can read it. Systems that spoke once stay on record, so nobody ever leaves. */
    void add(AssetDocument document) {
        boolean contested = document.definition().contested()
                || document.devices().contested()
                || document.placements().values().stream().anyMatch(Timeline::contested)
                || document.properties().values().stream().anyMatch(Timeline::contested);
        if (contested) {
            assets.add(document.asset());
        }
    }

    void add(GroupDocument document) {
        if (document.definition().contested()) {
            groups.add(document.group());
        }
    }

    @Override
    public List<Conflict> of(AssetId asset, Moment moment) {
        AssetDocument document = model.assets().get(asset);
        List<Conflict> conflicts = new ArrayList<>();
        if (document != null) {
            TypeId type = document.definition().factsAt(moment.at(), moment.asKnownAt()).stream()
                    .map(fact -> fact.value().type())
                    .findFirst()
                    .orElse(null);
            compare(document.definition(), definition -> fields(definition, type), moment, conflicts);
            document.placements()
                    .forEach((hierarchy, timeline) ->
                            compare(timeline, group -> one("placements." + hierarchy, group), moment, conflicts));
            compare(document.devices(), device -> one("device", device), moment, conflicts);
            document.properties().forEach((kind, timeline) -> {
                String path = "properties." + kind.name().toLowerCase(Locale.ROOT) + ".";
                compare(timeline, said -> prefixed(path, said.values()), moment, conflicts);
            });
        }
        return conflicts;
    }

    @Override
    public List<Conflict> of(GroupKey group, Moment moment) {
        GroupDocument document = model.group(group);
        List<Conflict> conflicts = new ArrayList<>();
        if (document != null) {
            compare(document.definition(), Conflicts::fields, moment, conflicts);
        }
        return conflicts;
    }

    @Override
    public Page<OfEntity, String> all(Moment moment, @Nullable String after, int limit) {
        List<OfEntity> found = new ArrayList<>();
        Iterator<String> keys = keys(after);
        String last = after;
        for (int looked = 0; keys.hasNext(); looked++) {
            if (looked == LOOKED_AT_MAX) {
                return new Page<>(found, last);
            }
            String key = keys.next();
            OfEntity entity = entity(key, moment);
            if (!entity.conflicts().isEmpty() && found.size() == limit) {
                return new Page<>(found, last);
            }
            if (!entity.conflicts().isEmpty()) {
                found.add(entity);
            }
            last = key;
        }
        return new Page<>(found, null);
    }

    private OfEntity entity(String key, Moment moment) {
        String id = key.substring(ASSET.length());
        if (key.startsWith(ASSET)) {
            AssetId asset = new AssetId(id);
            return new OfEntity(asset, null, of(asset, moment));
        }
        GroupKey group = GroupKey.parse(id);
        return new OfEntity(null, group, of(group, moment));
    }

    /** Of all that are in question, behind {@code after}. */
    private Iterator<String> keys(@Nullable String after) {
        boolean amongGroups = after != null && after.startsWith(GROUP);
        if (after != null && !amongGroups && !after.startsWith(ASSET)) {
            throw new IllegalArgumentException("Expected the next of a page before but got '%s'".formatted(after));
        }
        Iterator<AssetId> ofAssets = amongGroups
                ? Collections.emptyIterator()
                : assets.behind(after == null ? null : new AssetId(after.substring(ASSET.length())));
        Iterator<GroupKey> ofGroups = (after != null && amongGroups
                        ? groups.tailSet(GroupKey.parse(after.substring(GROUP.length())), false)
                        : groups)
                .iterator();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return ofAssets.hasNext() || ofGroups.hasNext();
            }

            @Override
            public String next() {
                return ofAssets.hasNext() ? ASSET + ofAssets.next() : GROUP + ofGroups.next();
            }
        };
    }

    private static <T> void compare(
            Timeline<T> timeline,
            Function<T, Map<String, @Nullable Object>> stated,
            Moment moment,
            List<Conflict> conflicts) {
        List<Fact<T>> facts = timeline.factsAt(moment.at(), moment.asKnownAt());
        if (facts.size() < 2) {
            return;
        }
        Map<String, List<Said>> byField = new LinkedHashMap<>();
        for (Fact<T> fact : facts) {
            stated.apply(fact.value())
                    .forEach((field, value) -> byField.computeIfAbsent(field, first -> new ArrayList<>())
                            .add(new Said(value, fact.validity(), fact.recorded())));
        }
        byField.forEach((field, said) -> {
            if (said.stream().map(Said::value).distinct().count() > 1) {
                conflicts.add(new Conflict(field, said));
            }
        });
    }

    /** What the definition states. It is silent about what others may add to it. */
    private static Map<String, @Nullable Object> fields(AssetDefinition definition, @Nullable TypeId type) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("name", definition.name());
        fields.put("type", definition.type());
        fields.put("source", definition.source());
        put(fields, "retiredFrom", definition.retiredFrom());
        if (definition.type().equals(type)) {
            definition.limits().forEach((signal, range) -> fields.put("limits." + signal, range));
        }
        fields.putAll(prefixed("attributes.", definition.attributes()));
        if (definition.details().owner() != null) {
            fields.put("owner", definition.details().owner());
        }
        if (definition.details().custodian() != null) {
            fields.put("custodian", definition.details().custodian());
        }
        if (!definition.details().feeds().isEmpty()) {
            fields.put("feeds", definition.details().feeds());
        }
        if (!definition.details().predecessors().isEmpty()) {
            fields.put("predecessors", definition.details().predecessors());
        }
        return fields;
    }

    private static Map<String, @Nullable Object> fields(GroupDefinition definition) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("name", definition.name());
        fields.put("parent", definition.parent());
        return fields;
    }

    private static Map<String, @Nullable Object> one(String field, Object value) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put(field, value);
        return fields;
    }

    private static Map<String, @Nullable Object> prefixed(String prefix, Map<String, String> values) {
        Map<String, @Nullable Object> fields = new TreeMap<>();
        values.forEach((name, value) -> fields.put(prefix + name, value));
        return fields;
    }

    @SuppressWarnings("NullAway") // A map that holds null values: Map's own annotations cannot say that here.
    private static void put(Map<String, @Nullable Object> fields, String field, @Nullable Object value) {
        fields.put(field, value);
    }
}
