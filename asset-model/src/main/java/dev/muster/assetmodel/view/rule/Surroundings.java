package dev.muster.assetmodel.view.rule;

import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.TypeId;
import dev.muster.assetmodel.type.AssetType;
import dev.muster.assetmodel.type.Place;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a rule may ask about beside the asset that is held against it, at one moment. */
public interface Surroundings {
    /** {@code null}: not known. */
    @Nullable
    AssetType type(TypeId type);

    /** Everybody whom {@code feeder} feeds, at any distance; see {@link Feeding}. */
    Set<AssetId> fedBy(AssetId feeder);

    /** Where {@code asset} stands, in service or not; {@code null}: nobody knows. */
    @Nullable
    Place place(AssetId asset);
}
