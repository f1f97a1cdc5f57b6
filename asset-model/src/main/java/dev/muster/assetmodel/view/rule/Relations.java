package dev.muster.assetmodel.view.rule;

import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.TypeId;
import dev.muster.assetmodel.rule.Condition;
import dev.muster.assetmodel.rule.RuleGroup;
import dev.muster.assetmodel.type.AssetType;
import dev.muster.assetmodel.type.Place;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What rules ask about relations between assets, kept up to date: who feeds whom, and where assets stand that others are to be
 * near to. Keeps nothing that no rule asks about. Not thread-safe.
 */
public final class Relations implements Surroundings {
    /** One asset as relations see it. */
    public interface Related {
        /** Whom it feeds itself; nobody while it is not in service. */
        List<AssetId> feeds(AssetId asset);

        /** Where it stands, in service or not; {@code null}: nobody knows. */
        @Nullable
        Place place(AssetId asset);
    }

    private final Function<TypeId, @Nullable AssetType> types;
    private final Related assets;

    /** Of those only that feed somebody. */
    private final Map<AssetId, List<AssetId>> feeds = new HashMap<>();

    private final Map<AssetId, Set<AssetId>> fed = new HashMap<>();
    private final Map<AssetId, @Nullable Place> places = new HashMap<>();

    public Relations(Function<TypeId, @Nullable AssetType> types, Related assets) {
        this.types = types;
        this.assets = assets;
    }

    @Override
    public @Nullable AssetType type(TypeId type) {
        return types.apply(type);
    }

    @Override
    public Set<AssetId> fedBy(AssetId feeder) {
        return fed.getOrDefault(feeder, Set.of());
    }

    @Override
    public @Nullable Place place(AssetId asset) {
        return places.get(asset);
    }

    /** From now on {@code rules} ask, and nobody else; {@code everybody} is looked at only where the first asks who feeds. */
    public void ask(Collection<RuleGroup> rules, Iterable<AssetId> everybody) {
        Set<AssetId> feeders = new HashSet<>();
        Set<AssetId> centres = new HashSet<>();
        for (RuleGroup rule : rules) {
            for (Condition condition : rule.all()) {
                if (condition instanceof Condition.FedBy by) {
                    feeders.add(by.fedBy());
                } else if (condition instanceof Condition.Near near) {
                    centres.add(near.near());
                }
            }
        }
        if (feeders.isEmpty()) {
            feeds.clear();
        } else if (fed.isEmpty()) {
            everybody.forEach(this::feedsChanged);
        }
        fed.keySet().retainAll(feeders);
        places.keySet().retainAll(centres);
        feeders.forEach(feeder -> fed.computeIfAbsent(feeder, this::follow));
        centres.forEach(centre -> {
            if (!places.containsKey(centre)) {
                places.put(centre, assets.place(centre));
            }
        });
    }

    /** Looks again at {@code changed}. Returns those of whom it may be another story now by whom they are fed. */
    public Set<AssetId> feedAnew(Collection<AssetId> changed) {
        Set<AssetId> affected = new HashSet<>();
        if (fed.isEmpty()) {
            return affected;
        }
        Set<AssetId> feeders = new HashSet<>();
        for (AssetId asset : changed) {
            if (feedsChanged(asset)) {
                feeders.add(asset);
            }
        }
        if (feeders.isEmpty()) {
            return affected;
        }
        fed.replaceAll((feeder, before) -> {
            // What somebody feeds whom nothing of this feeder reaches is another story.
            if (!feeders.contains(feeder) && feeders.stream().noneMatch(before::contains)) {
                return before;
            }
            Set<AssetId> now = follow(feeder);
            before.stream().filter(asset -> !now.contains(asset)).forEach(affected::add);
            now.stream().filter(asset -> !before.contains(asset)).forEach(affected::add);
            return now;
        });
        return affected;
    }

    /** Looks again at {@code changed}. Returns those of them that stand elsewhere now and to whom somebody is to be near. */
    public Set<AssetId> placeAnew(Collection<AssetId> changed) {
        Set<AssetId> moved = new HashSet<>();
        places.replaceAll((centre, before) -> {
            Place now = changed.contains(centre) ? assets.place(centre) : before;
            if (!Objects.equals(before, now)) {
                moved.add(centre);
            }
            return now;
        });
        return moved;
    }

    private Set<AssetId> follow(AssetId feeder) {
        return Feeding.from(feeder, asset -> feeds.getOrDefault(asset, List.of()));
    }

    private boolean feedsChanged(AssetId asset) {
        List<AssetId> now = assets.feeds(asset);
        List<AssetId> before = now.isEmpty() ? feeds.remove(asset) : feeds.put(asset, now);
        return !now.equals(before == null ? List.of() : before);
    }
}
