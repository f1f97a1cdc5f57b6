package dev.muster.assetmodel.view;

import dev.muster.assetmodel.fact.AssetDetails;
import dev.muster.assetmodel.fact.Recorded;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.assetmodel.identity.TypeId;
import dev.muster.assetmodel.type.Range;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an asset now; its maps are sorted and cannot be changed.
 *
 * @param retiredFrom may lie in the future; {@code null}: in service
 * @param registered when and by whom the asset was first recorded
 * @param details {@link AssetDetails#NONE}: none
 */
public record Asset(
        AssetId id,
        String name,
        TypeId type,
        SourceId source,
        Map<SignalName, Range> limits,
        Map<String, String> attributes,
        @Nullable Instant retiredFrom,
        Recorded registered,
        AssetDetails details) {
    /** Without details. */
    public Asset(
            AssetId id,
            String name,
            TypeId type,
            SourceId source,
            Map<SignalName, Range> limits,
            Map<String, String> attributes,
            @Nullable Instant retiredFrom,
            Recorded registered) {
        this(id, name, type, source, limits, attributes, retiredFrom, registered, AssetDetails.NONE);
    }

    /** The same asset with {@code speaking} as its source. */
    public Asset spokenForBy(SourceId speaking) {
        return new Asset(id, name, type, speaking, limits, attributes, retiredFrom, registered, details);
    }
}
