package dev.muster.twinservice.model.concurrent;

import dev.muster.assetmodel.document.Document;
import dev.muster.assetmodel.document.DocumentCodec;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.HierarchyId;
import dev.muster.assetmodel.view.Asset;
import dev.muster.assetmodel.view.Group;
import dev.muster.assetmodel.view.Roster;
import dev.muster.assetmodel.view.memory.Change;
import dev.muster.assetmodel.view.memory.InMemoryModelView;
import dev.muster.assetmodel.view.temporal.ModelHistory;
import dev.muster.assetmodel.view.temporal.Moment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** All that a view answers, now and at given moments, so that two views can be held against each other. */
public final class Shown {
    private static final int ALL = 1_000;

    private Shown() {}

    /** A view that was given these documents, in this order. */
    public static InMemoryModelView replayed(List<byte[]> log) {
        InMemoryModelView view = new InMemoryModelView();
        for (int i = 0; i < log.size(); i++) {
            view.apply(List.of(new Change(i, DocumentCodec.decode(log.get(i)))));
        }
        return view;
    }

    /** The latest of each entity, as compaction leaves them. */
    public static Map<String, Document> latest(List<byte[]> log) {
        Map<String, Document> latest = new TreeMap<>();
        for (byte[] bytes : log) {
            Document document = DocumentCodec.decode(bytes);
            latest.merge(
                    document.entityKey(), document, (one, other) -> one.revision() > other.revision() ? one : other);
        }
        return latest;
    }

    /** What it shows of these moments. */
    public static Map<String, Object> moments(
            InMemoryModelView view, Collection<Instant> valid, Collection<Instant> known) {
        Map<String, Object> shown = new LinkedHashMap<>();
        for (Instant asKnownAt : known) {
            for (Instant at : valid) {
                Moment moment = new Moment(at, asKnownAt);
                shown.put(moment.toString(), at(view.history(), moment));
            }
        }
        return shown;
    }

    /** What it shows now. */
    public static Map<String, Object> now(InMemoryModelView view) {
        Map<String, Object> shown = new LinkedHashMap<>();
        for (HierarchyId hierarchy : view.hierarchies()) {
            shown.put("name of " + hierarchy, view.hierarchyName(hierarchy));
            for (Group group : view.groups(hierarchy)) {
                shown.put("group " + group.key(), group);
                shown.put("roster " + group.key(), view.roster(group.key()).map(Shown::withoutIdentity));
                shown.put("unexpected " + group.key(), view.unexpected(group.key()));
            }
        }
        for (Asset asset : view.assets(null, ALL)) {
            shown.put("asset " + asset.id(), asset);
            shown.put("groups of " + asset.id(), view.groupsOf(asset.id()));
            shown.put("placements of " + asset.id(), view.placements(asset.id()));
            shown.put("everything of " + asset.id(), view.history().everythingOf(asset.id()));
            shown.put("expected " + asset.id(), view.expectedSince(asset.id()));
        }
        return shown;
    }

    private static List<Object> withoutIdentity(Roster roster) {
        return List.of(
                roster.name(),
                String.valueOf(roster.parent()),
                roster.members(),
                List.copyOf(roster.children().keySet()));
    }

    private static List<Object> at(ModelHistory history, Moment moment) {
        List<Object> shown = new ArrayList<>();
        for (HierarchyId hierarchy : history.hierarchies(moment)) {
            shown.add(history.groups(hierarchy, moment));
            shown.add(history.members(GroupKey.root(hierarchy), true, moment, null, ALL)
                    .items());
            history.groups(hierarchy, moment).stream()
                    .map(group -> group.group().key())
                    .forEach(group -> shown.add(
                            history.members(group, false, moment, null, ALL).items()));
        }
        for (AssetId asset : history.members(GroupKey.root(RandomWishes.HIERARCHIES.get(0)), true, moment, null, ALL)
                .items()) {
            shown.add(history.asset(asset, moment));
            shown.add(history.paths(asset, moment));
        }
        return shown;
    }
}
