package dev.muster.assetmodel.document;

import dev.muster.assetmodel.fact.AssetDefinition;
import dev.muster.assetmodel.fact.AssetDetails;
import dev.muster.assetmodel.fact.Fact;
import dev.muster.assetmodel.fact.Timeline;
import dev.muster.assetmodel.identity.AssetId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What several systems say of one asset, taken together. The system that is believed first says what the asset is called, of
 * which type it is, who sends for it, and whether it is in service; limits, attributes and details that it is silent about
 * come from the next one that states them.
 */
public final class Described {
    private Described() {}

    /** What is said of {@code instant}, by what was believed then; where nothing is, see {@link Timeline#factNearest}. */
    public static Optional<Fact<AssetDefinition>> nearest(
            Timeline<AssetDefinition> timeline, Instant instant, @Nullable Instant asKnownAt) {
        Optional<Fact<AssetDefinition>> governing = timeline.factNearest(instant, asKnownAt);
        if (timeline.facts().size() == 1) {
            return governing;
        }
        List<Fact<AssetDefinition>> said = timeline.factsAt(instant, asKnownAt);
        return said.size() < 2 ? governing : governing.map(first -> first.withValue(together(said)));
    }

    private static AssetDefinition together(List<Fact<AssetDefinition>> said) {
        AssetDefinition all = said.get(0).value();
        for (Fact<AssetDefinition> fact : said.subList(1, said.size())) {
            AssetDefinition more = fact.value();
            all = new AssetDefinition(
                    all.name(),
                    all.type(),
                    all.source(),
                    // Limits of another type are of other signals.
                    all.type().equals(more.type()) ? both(all.limits(), more.limits()) : all.limits(),
                    both(all.attributes(), more.attributes()),
                    all.retiredFrom(),
                    both(all.details(), more.details()));
        }
        return all;
    }

    private static AssetDetails both(AssetDetails first, AssetDetails more) {
        return new AssetDetails(
                first.owner() == null ? more.owner() : first.owner(),
                first.custodian() == null ? more.custodian() : first.custodian(),
                both(first.feeds(), more.feeds()),
                both(first.predecessors(), more.predecessors()));
    }

    private static List<AssetId> both(List<AssetId> first, List<AssetId> more) {
        return first.isEmpty() ? more : first;
    }

    private static <K extends Comparable<K>, V> Map<K, V> both(Map<K, V> first, Map<K, V> more) {
        if (more.isEmpty()) {
            return first;
        }
        Map<K, V> all = new TreeMap<>(more);
        all.putAll(first);
        return all;
    }
}
