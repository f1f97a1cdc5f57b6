package dev.muster.twinservice.promise.sight;

import dev.muster.assetmodel.fact.PropertyKind;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.TypeId;
import dev.muster.assetmodel.mismatch.AssetMismatches;
import dev.muster.assetmodel.mismatch.DesiredValue;
import dev.muster.assetmodel.mismatch.Mismatch;
import dev.muster.assetmodel.rule.RuleGroup;
import dev.muster.assetmodel.type.AssetType;
import dev.muster.assetmodel.view.Asset;
import dev.muster.assetmodel.view.temporal.ModelHistory;
import dev.muster.assetmodel.view.temporal.Moment;
import dev.muster.assetmodel.view.temporal.Page;
import dev.muster.twinservice.promise.PromiseKey;
import dev.muster.twinservice.promise.Sight;
import dev.muster.twinservice.promise.Sights;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Looks once for all keepers of a node: what differs is looked up for all assets together, and anew only when the model has moved. */
public final class ModelSights implements Sights {
    private static final int PAGE = 1_000;

    private final LongSupplier position;
    private final ModelHistory history;
    private final Duration ageMax;
    private @Nullable Look last;

    /** All that differs, by bucket. */
    private record Look(long position, Instant at, List<List<Sight>> buckets) {}

    /**
     * @param position of the view whose {@code history} it is
     * @param ageMax a look is not older than this, even if nothing moved: validities begin and end by themselves
     */
    public ModelSights(LongSupplier position, ModelHistory history, Duration ageMax) {
        this.position = position;
        this.history = history;
        this.ageMax = ageMax;
    }

    @Override
    public long position() {
        return position.getAsLong();
    }

    @Override
    public List<Sight> of(int bucket, Collection<PromiseKey> known) {
        List<Sight> sights = new ArrayList<>(look().buckets().get(bucket));
        Set<PromiseKey> seen = sights.stream().map(Sight::key).collect(Collectors.toSet());
        Moment now = history.present();
        Map<TypeId, Optional<AssetType>> types = new HashMap<>();
        for (PromiseKey key : known) {
            if (!seen.contains(key)) {
                sights.add(sight(key, now, types));
            }
        }
        return sights;
    }

    @Override
    public Set<AssetId> below(GroupKey group, Collection<AssetId> assets) {
        Moment now = history.present();
        Set<AssetId> members = new HashSet<>();
        for (AssetId asset : assets) {
            boolean member = group.hierarchy().equals(RuleGroup.HIERARCHY)
                    ? history.ruleGroupsOf(asset, now).contains(group)
                    : history.paths(asset, now).getOrDefault(group.hierarchy(), List.of()).stream()
                            .anyMatch(above -> above.key().equals(group));
            if (member) {
                members.add(asset);
            }
        }
        return members;
    }

    private synchronized Look look() {
        long reached = position.getAsLong();
        Moment now = history.present();
        Look known = last;
        if (known != null
                && known.position() == reached
                && now.at().isBefore(known.at().plus(ageMax))) {
            return known;
        }
        Look fresh = new Look(reached, now.at(), all(now));
        last = fresh;
        return fresh;
    }

    private List<List<Sight>> all(Moment now) {
        List<List<Sight>> buckets = IntStream.range(0, PromiseKey.BUCKETS)
                .<List<Sight>>mapToObj(bucket -> new ArrayList<>())
                .toList();
        Map<TypeId, Optional<AssetType>> types = new HashMap<>();
        AssetId after = null;
        do {
            Page<AssetMismatches, AssetId> page = history.mismatches(PropertyKind.DESIRED, null, now, after, PAGE);
            for (AssetMismatches differing : page.items()) {
                AssetId asset = differing.asset();
                Map<String, DesiredValue> wanted = history.desired(asset, now);
                List<Sight> bucket = buckets.get(PromiseKey.bucket(asset));
                for (Mismatch mismatch : differing.mismatches()) {
                    bucket.add(new Sight(
                            new PromiseKey(asset, mismatch.property()),
                            wish(asset, mismatch.property(), wanted.get(mismatch.property()), now, types),
                            mismatch.reported()));
                }
            }
            after = page.next();
        } while (after != null);
        return buckets;
    }

    private Sight sight(PromiseKey key, Moment now, Map<TypeId, Optional<AssetType>> types) {
        DesiredValue wanted = history.desired(key.asset(), now).get(key.property());
        String reported = history.everythingOf(key.asset())
                .flatMap(document -> document.properties(PropertyKind.REPORTED).at(now.at()))
                .map(said -> said.values().get(key.property()))
                .orElse(null);
        return new Sight(key, wish(key.asset(), key.property(), wanted, now, types), reported);
    }

    private Sight.@Nullable Wish wish(
            AssetId id,
            String property,
            @Nullable DesiredValue wanted,
            Moment now,
            Map<TypeId, Optional<AssetType>> types) {
        Asset asset = wanted == null ? null : history.asset(id, now).orElse(null);
        if (wanted == null || asset == null) {
            return null;
        }
        AssetType type = types.computeIfAbsent(asset.type(), known -> history.type(known, now))
                .orElse(null);
        return Ways.wish(property, wanted, asset, type);
    }
}
