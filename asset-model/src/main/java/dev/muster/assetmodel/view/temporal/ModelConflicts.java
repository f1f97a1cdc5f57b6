package dev.muster.assetmodel.view.temporal;

import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where source systems disagree at a moment. A field of which only one system says something is in no conflict. Costs what
 * there is in question, not what there is: only entities of which several systems ever spoke are looked at.
 */
public interface ModelConflicts {
    /** None for an asset that is unknown. */
    List<Conflict> of(AssetId asset, Moment moment);

    /** None for a group that is unknown. */
    List<Conflict> of(GroupKey group, Moment moment);

    /**
     * A page of entities in conflict: assets, then groups, each in the order of ids.
     *
     * @param after the key of an entity's document, from which the page goes on; {@code null}: from the first
     * @throws IllegalArgumentException when {@code after} is no such key
     */
    Page<Conflict.OfEntity, String> all(Moment moment, @Nullable String after, int limit);
}
