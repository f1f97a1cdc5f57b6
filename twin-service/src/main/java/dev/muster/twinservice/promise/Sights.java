package dev.muster.twinservice.promise;

import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupKey;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** Port: looks at this node's view of the model. Thread-safe; may take long. */
public interface Sights {
    /** How far the view has come; where it has not moved, nobody needs to look again so soon. */
    long position();

    /** Of all in {@code bucket} of whom something is wanted that is not reported, and of all {@code known}; each once. */
    List<Sight> of(int bucket, Collection<PromiseKey> known);

    /** Those of {@code assets} that stand below {@code group} now, or belong to it by its rule. */
    Set<AssetId> below(GroupKey group, Collection<AssetId> assets);
}
