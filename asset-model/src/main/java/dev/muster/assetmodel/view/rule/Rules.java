package dev.muster.assetmodel.view.rule;

import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.rule.Condition;
import dev.muster.assetmodel.rule.RuleGroup;
import dev.muster.assetmodel.type.AssetType;
import dev.muster.assetmodel.type.Place;
import dev.muster.assetmodel.type.Range;
import dev.muster.assetmodel.type.Signal;
import dev.muster.assetmodel.view.Asset;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Whether a rule holds. Whether the asset is in service is another question. */
public final class Rules {
    private Rules() {}

    /** Whether every condition holds of {@code asset}. */
    public static boolean hold(RuleGroup group, Asset asset, Surroundings around) {
        for (Condition condition : group.all()) {
            if (!holds(condition, asset, around)) {
                return false;
            }
        }
        return true;
    }

    private static boolean holds(Condition condition, Asset asset, Surroundings around) {
        if (condition instanceof Condition.OfType of) {
            return of.type().equals(asset.type());
        }
        if (condition instanceof Condition.Attribute attribute) {
            return holds(attribute, asset.attributes().get(attribute.attribute()));
        }
        if (condition instanceof Condition.Limit limit) {
            return holds(limit, range(limit.limit(), asset, around));
        }
        if (condition instanceof Condition.OwnedBy owned) {
            return owned.owner().equals(asset.details().owner());
        }
        if (condition instanceof Condition.HeldBy held) {
            return held.custodian().equals(asset.details().custodian());
        }
        if (condition instanceof Condition.FedBy fed) {
            return around.fedBy(fed.fedBy()).contains(asset.id());
        }
        if (condition instanceof Condition.Near near) {
            return holds(near, asset, around);
        }
        throw new IllegalStateException("Expected to know the condition " + condition);
    }

    private static boolean holds(Condition.Attribute attribute, @Nullable String value) {
        if (value == null || (attribute.is() != null && !attribute.is().equals(value))) {
            return false;
        }
        if (attribute.above() == null && attribute.below() == null) {
            return true;
        }
        try {
            // Stricter than a double's own: no "NaN", no "0x1p3", no "10d".
            return between(attribute.above(), new BigDecimal(value).doubleValue(), attribute.below());
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static boolean holds(Condition.Limit limit, @Nullable Range range) {
        return range != null
                && between(limit.above(), limit.end() == Condition.End.MIN ? range.min() : range.max(), limit.below());
    }

    private static boolean holds(Condition.Near near, Asset asset, Surroundings around) {
        Place here = Place.of(asset.attributes());
        Place there = here == null ? null : around.place(near.near());
        return here != null && there != null && here.kmTo(there) <= near.km();
    }

    private static @Nullable Range range(SignalName signal, Asset asset, Surroundings around) {
        Range own = asset.limits().get(signal);
        if (own != null) {
            return own;
        }
        AssetType type = around.type(asset.type());
        return type == null ? null : type.signal(signal).map(Signal::range).orElse(null);
    }

    private static boolean between(@Nullable Double above, double value, @Nullable Double below) {
        return (above == null || value > above) && (below == null || value < below);
    }
}
