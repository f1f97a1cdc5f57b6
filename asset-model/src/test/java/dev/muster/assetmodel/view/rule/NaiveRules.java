package dev.muster.assetmodel.view.rule;

import dev.muster.assetmodel.document.RuleGroupDocument;
import dev.muster.assetmodel.fact.Fact;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupId;
import dev.muster.assetmodel.rule.Condition;
import dev.muster.assetmodel.rule.RuleGroup;
import dev.muster.assetmodel.type.Range;
import dev.muster.assetmodel.type.Signal;
import dev.muster.assetmodel.view.Asset;
import dev.muster.assetmodel.view.temporal.ModelHistory;
import dev.muster.assetmodel.view.temporal.Moment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Who belongs to which rule at a moment, by looking at everything, out of what the history says of single assets. */
final class NaiveRules {
    private static final double EARTH_RADIUS_KM = 6_371.0088;

    private final ModelHistory history;
    private final Moment moment;
    private final Map<AssetId, Asset> known = new HashMap<>();
    private final Set<AssetId> inService = new HashSet<>();
    private final Map<AssetId, Set<AssetId>> fed = new HashMap<>();

    NaiveRules(ModelHistory history, Moment moment) {
        this.history = history;
        this.moment = moment;
        for (AssetId id : RuledFleet.assets()) {
            history.asset(id, moment).ifPresent(asset -> known.put(id, asset));
            // Whoever is in service stands somewhere in every tree.
            if (history.groupsOf(id, moment).containsKey(RuledFleet.GEOGRAPHY)) {
                inService.add(id);
            }
        }
        for (AssetId id : inService) {
            fed.put(id, new HashSet<>(known(id).details().feeds()));
        }
        closeFed();
    }

    /** The rule in force: of what was believed then and holds then, what the first system said last. */
    Optional<RuleGroup> rule(GroupId id) {
        return facts(id)
                .filter(fact -> fact.validity().covers(moment.at()))
                .min(Comparator.<Fact<RuleGroup>>comparingInt(
                                fact -> fact.recorded().rank())
                        .thenComparing(fact -> fact.recorded().recordedAt(), Comparator.reverseOrder())
                        .thenComparing(fact -> String.valueOf(fact.recorded().system())))
                .map(Fact::value);
    }

    boolean isKnown(GroupId id) {
        return facts(id).findAny().isPresent();
    }

    List<AssetId> members(RuleGroup rule) {
        List<AssetId> members = new ArrayList<>();
        for (AssetId id : RuledFleet.assets()) {
            if (inService.contains(id) && rule.all().stream().allMatch(condition -> holds(condition, known(id)))) {
                members.add(id);
            }
        }
        return members;
    }

    private Stream<Fact<RuleGroup>> facts(GroupId id) {
        return history.everythingOfRule(id).map(RuleGroupDocument::definition).stream()
                .flatMap(timeline -> timeline.facts().stream())
                .filter(fact -> believed(fact));
    }

    private boolean believed(Fact<?> fact) {
        if (moment.asKnownAt() == null) {
            return fact.superseded() == null;
        }
        return !fact.recorded().recordedAt().isAfter(moment.asKnownAt())
                && (fact.superseded() == null || fact.superseded().recordedAt().isAfter(moment.asKnownAt()));
    }

    private Asset known(AssetId id) {
        return Objects.requireNonNull(known.get(id));
    }

    /** Warshall's closure: whoever is between two. */
    private void closeFed() {
        for (AssetId between : RuledFleet.assets()) {
            Set<AssetId> further = fed.getOrDefault(between, Set.of());
            for (Set<AssetId> reached : fed.values()) {
                if (reached.contains(between)) {
                    reached.addAll(List.copyOf(further));
                }
            }
        }
    }

    private boolean holds(Condition condition, Asset asset) {
        if (condition instanceof Condition.OfType of) {
            return asset.type().equals(of.type());
        }
        if (condition instanceof Condition.Attribute attribute) {
            String value = asset.attributes().get(attribute.attribute());
            boolean asks = attribute.above() != null || attribute.below() != null;
            return value != null
                    && (attribute.is() == null || attribute.is().equals(value))
                    && (!asks
                            || (value.matches("[0-9.]+")
                                    && inside(attribute.above(), Double.parseDouble(value), attribute.below())));
        }
        if (condition instanceof Condition.Limit limit) {
            Range own = asset.limits().get(limit.limit());
            Range range = own != null
                    ? own
                    : history.type(asset.type(), moment)
                            .flatMap(type -> type.signal(limit.limit()))
                            .map(Signal::range)
                            .orElse(null);
            return range != null
                    && inside(
                            limit.above(), limit.end() == Condition.End.MAX ? range.max() : range.min(), limit.below());
        }
        if (condition instanceof Condition.OwnedBy owned) {
            return owned.owner().equals(asset.details().owner());
        }
        if (condition instanceof Condition.HeldBy held) {
            return held.custodian().equals(asset.details().custodian());
        }
        if (condition instanceof Condition.FedBy by) {
            return fed.getOrDefault(by.fedBy(), Set.of()).contains(asset.id());
        }
        Condition.Near near = (Condition.Near) condition;
        double[] here = vector(asset);
        double[] there = vector(known.get(near.near()));
        return here != null && there != null && km(here, there) <= near.km();
    }

    private static boolean inside(@Nullable Double above, double value, @Nullable Double below) {
        return !(above != null && value <= above) && !(below != null && value >= below);
    }

    /** From the middle of the Earth. */
    private static double @Nullable [] vector(@Nullable Asset asset) {
        String latitude = asset == null ? null : asset.attributes().get("latitude");
        String longitude = asset == null ? null : asset.attributes().get("longitude");
        if (latitude == null || longitude == null || latitude.equals("north")) {
            return null;
        }
        double north = Math.toRadians(Double.parseDouble(latitude));
        double east = Math.toRadians(Double.parseDouble(longitude));
        return new double[] {Math.cos(north) * Math.cos(east), Math.cos(north) * Math.sin(east), Math.sin(north)};
    }

    private static double km(double[] one, double[] other) {
        double chord = Math.sqrt(
                Math.pow(one[0] - other[0], 2) + Math.pow(one[1] - other[1], 2) + Math.pow(one[2] - other[2], 2));
        return 2 * EARTH_RADIUS_KM * Math.asin(chord / 2);
    }
}
