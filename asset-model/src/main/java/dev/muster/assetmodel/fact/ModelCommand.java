package dev.muster.assetmodel.fact;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.HierarchyId;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.assetmodel.identity.TypeId;
import dev.muster.assetmodel.type.AssetType;
import dev.muster.assetmodel.type.Range;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A wish to change the model. Every command is idempotent: what already is so changes nothing and records nothing, so a
 * caller that got no answer repeats it.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "command")
@JsonSubTypes({
    @JsonSubTypes.Type(value = ModelCommand.DefineType.class, name = "defineType"),
    @JsonSubTypes.Type(value = ModelCommand.CreateHierarchy.class, name = "createHierarchy"),
    @JsonSubTypes.Type(value = ModelCommand.PutGroup.class, name = "putGroup"),
    @JsonSubTypes.Type(value = ModelCommand.PutAsset.class, name = "putAsset"),
    @JsonSubTypes.Type(value = ModelCommand.PlaceAsset.class, name = "placeAsset"),
    @JsonSubTypes.Type(value = ModelCommand.RetireAsset.class, name = "retireAsset")
})
public sealed interface ModelCommand {
    /** Defines an asset type, or replaces its definition from now on. */
    record DefineType(AssetType type) implements ModelCommand {}

    /** Creates a hierarchy, or renames it. */
    record CreateHierarchy(HierarchyId hierarchy, String name) implements ModelCommand {}

    /**
     * Creates a group, renames it or moves it with everything below it.
     *
     * @param parent {@code null}: the root
     * @param validity {@code null}: from now on
     */
    record PutGroup(
            GroupKey group,
            String name,
            @Nullable GroupId parent,
            @Nullable Validity validity) implements ModelCommand {}

    /**
     * Registers an asset, or replaces what is known of it from now on.
     *
     * @param source {@code null}: has the same id as the asset
     * @param limits what the asset itself can reach, by signal, in the signal's unit and sign convention
     * @param retiredFrom {@code null}: in service, also again after a retirement
     * @param placements at most one per hierarchy; a hierarchy that is left out keeps what it has
     */
    record PutAsset(
            AssetId asset,
            String name,
            TypeId type,
            @Nullable SourceId source,
            Map<SignalName, Range> limits,
            Map<String, String> attributes,
            @Nullable Instant retiredFrom,
            List<Placement> placements)
            implements ModelCommand {
        public PutAsset {
            limits = limits == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(limits));
            attributes = attributes == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(attributes));
            retiredFrom = retiredFrom == null ? null : retiredFrom.truncatedTo(ChronoUnit.MILLIS);
            placements = placements == null ? List.of() : List.copyOf(placements);
        }
    }

    /** Places an asset in one hierarchy; the placement in force at its {@code validFrom} ends there. */
    record PlaceAsset(AssetId asset, Placement placement) implements ModelCommand {}

    /** Takes an asset out of service from an instant on, past or future. Nothing of it is deleted. */
    record RetireAsset(AssetId asset, Instant from) implements ModelCommand {
        public RetireAsset {
            from = from.truncatedTo(ChronoUnit.MILLIS);
        }
    }
}
