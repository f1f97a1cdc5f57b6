package dev.muster.assetmodel.view.temporal.memory;

import dev.muster.assetmodel.compact.AssetIds;
import dev.muster.assetmodel.document.AssetDocument;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.HierarchyId;
import dev.muster.assetmodel.view.temporal.Page;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Assets to be looked at for one answer: each once and in the order of ids, whoever is in question and some others. */
final class Candidates {
    /** So many are looked at for one page: at worst some tenths of a second. */
    static final int LOOKED_AT_MAX = 100_000;

    private final RecordedModel model;
    private final Set<AssetIds> sources = new HashSet<>();
    private boolean everybody;

    Candidates(RecordedModel model) {
        this.model = model;
    }

    static Candidates everybody(RecordedModel model) {
        Candidates candidates = new Candidates(model);
        candidates.everybody = true;
        return candidates;
    }

    /** Whoever stands in {@code ids}. */
    static Candidates of(RecordedModel model, AssetIds ids) {
        Candidates candidates = new Candidates(model);
        candidates.sources.add(ids);
        return candidates;
    }

    /** Adds whoever stands below one of {@code groups} in {@code trees}. */
    Candidates below(Collection<GroupKey> groups, Function<HierarchyId, TreeAt> trees) {
        for (GroupKey group : groups) {
            TreeAt tree = trees.apply(group.hierarchy());
            under(tree.subtree(group.group()), tree);
        }
        return this;
    }

    /** Adds whoever stands right under one of {@code groups} in {@code tree}. */
    Candidates under(Set<GroupId> groups, TreeAt tree) {
        // Below a whole tree stands everybody.
        everybody |= groups.contains(GroupKey.ROOT) && groups.contains(GroupKey.UNPLACED);
        groups.forEach(group -> placed(group, tree));
        if (groups.contains(GroupKey.UNPLACED)) {
            sources.addAll(model.index()
                    .perhapsNowhere(
                            tree.hierarchy(), tree.moment().at(), tree.moment().asKnownAt()));
            tree.notStanding().forEach(group -> placed(group, tree));
        }
        return this;
    }

    /**
     * A page of what {@code look} makes of the candidates; {@code null}: nothing. Has a next page only if there is one, unless
     * the search ended before that was known.
     */
    <T> Page<T, AssetId> page(@Nullable AssetId after, int limit, Function<AssetDocument, @Nullable T> look) {
        List<T> items = new ArrayList<>();
        AssetId last = after;
        Iterator<AssetDocument> candidates = behind(after);
        for (int looked = 0; candidates.hasNext(); looked++) {
            if (looked == LOOKED_AT_MAX) {
                return new Page<>(items, last);
            }
            AssetDocument candidate = candidates.next();
            T item = look.apply(candidate);
            if (item != null && items.size() == limit) {
                return new Page<>(items, last);
            }
            if (item != null) {
                items.add(item);
            }
            last = candidate.asset();
        }
        return new Page<>(items, null);
    }

    private void placed(GroupId group, TreeAt tree) {
        AssetIds ever = model.index().everUnder(new GroupKey(tree.hierarchy(), group));
        if (ever != null) {
            sources.add(ever);
        }
    }

    private Iterator<AssetDocument> behind(@Nullable AssetId after) {
        return everybody ? model.assets().behind(after).iterator() : new Merged(sources, model.assets(), after);
    }

    private static final class Merged implements Iterator<AssetDocument> {
        private final PriorityQueue<Head> heads = new PriorityQueue<>(Comparator.comparing(Head::id));
        private final AssetDocuments assets;
        private @Nullable AssetDocument next;

        private record Head(AssetId id, Iterator<AssetId> rest) {}

        Merged(Set<AssetIds> sources, AssetDocuments assets, @Nullable AssetId after) {
            this.assets = assets;
            sources.forEach(ids -> push(ids.behind(after)));
            next = find();
        }

        @Override
        public boolean hasNext() {
            return next != null;
        }

        @Override
        public AssetDocument next() {
            AssetDocument found = next;
            if (found == null) {
                throw new NoSuchElementException();
            }
            next = find();
            return found;
        }

        private @Nullable AssetDocument find() {
            AssetDocument found = null;
            while (found == null && !heads.isEmpty()) {
                AssetId id = heads.peek().id();
                while (!heads.isEmpty() && heads.peek().id().equals(id)) {
                    push(heads.remove().rest());
                }
                // An id stands in the index before its document can be read.
                found = assets.get(id);
            }
            return found;
        }

        private void push(Iterator<AssetId> rest) {
            if (rest.hasNext()) {
                heads.add(new Head(rest.next(), rest));
            }
        }
    }
}
