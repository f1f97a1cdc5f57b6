package dev.muster.assetmodel.view.rule;

import dev.muster.assetmodel.identity.AssetId;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;

/** Follows the relation {@code feeds} from feeder to fed. Whoever is not in service feeds nobody. */
public final class Feeding {
    private Feeding() {}

    /**
     * Everybody whom {@code feeder} feeds, and whom these feed, and so on. The feeder itself is among them only where the way
     * leads back to it. Ends with cycles too.
     *
     * @param feeds whom one asset feeds itself; ids that nobody has do no harm
     */
    public static Set<AssetId> from(AssetId feeder, Function<AssetId, ? extends Collection<AssetId>> feeds) {
        Set<AssetId> fed = new HashSet<>();
        Deque<AssetId> ahead = new ArrayDeque<>(feeds.apply(feeder));
        while (!ahead.isEmpty()) {
            AssetId next = ahead.remove();
            if (fed.add(next)) {
                ahead.addAll(feeds.apply(next));
            }
        }
        return fed;
    }
}
