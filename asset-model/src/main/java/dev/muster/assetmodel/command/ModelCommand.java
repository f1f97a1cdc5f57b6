package dev.muster.assetmodel.command;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.assetmodel.fact.AssetDetails;
import dev.muster.assetmodel.fact.Installation;
import dev.muster.assetmodel.fact.Placement;
import dev.muster.assetmodel.fact.Properties;
import dev.muster.assetmodel.fact.PropertyKind;
import dev.muster.assetmodel.fact.Validity;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.HierarchyId;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.assetmodel.identity.TypeId;
import dev.muster.assetmodel.rule.RuleGroup;
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
    @JsonSubTypes.Type(value = ModelCommand.RetireAsset.class, name = "retireAsset"),
    @JsonSubTypes.Type(value = ModelCommand.PatchAsset.class, name = "patchAsset"),
    @JsonSubTypes.Type(value = ModelCommand.InstallDevice.class, name = "installDevice"),
    @JsonSubTypes.Type(value = ModelCommand.PutProperties.class, name = "putProperties"),
    @JsonSubTypes.Type(value = ModelCommand.PutRuleGroup.class, name = "putRuleGroup"),
    @JsonSubTypes.Type(value = ModelCommand.PutGroupProperties.class, name = "putGroupProperties")
})
public sealed interface ModelCommand {
    /**
     * Defines an asset type, or replaces its definition.
     *
     * @param validity {@code null}: always for the first definition, from now on for later ones
     */
    record DefineType(AssetType type, @Nullable Validity validity) implements ModelCommand {
        @JsonCreator
        public DefineType {}

        public DefineType(AssetType type) {
            this(type, null);
        }
    }

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
     * Registers an asset, or replaces what is known of it.
     *
     * @param source {@code null}: has the same id as the asset
     * @param limits what the asset itself can reach, by signal, in the signal's unit and sign convention
     * @param retiredFrom {@code null}: in service, also again after a retirement
     * @param placements at most one per hierarchy; a hierarchy that is left out keeps what it has
     * @param details {@code null}: none
     * @param validity of all but the placements; {@code null}: always for the first definition, from now on for later ones.
     *     An asset whose first definition begins at a given time is not in service before
     */
    record PutAsset(
            AssetId asset,
            String name,
            TypeId type,
            @Nullable SourceId source,
            Map<SignalName, Range> limits,
            Map<String, String> attributes,
            @Nullable Instant retiredFrom,
            List<Placement> placements,
            AssetDetails details,
            @Nullable Validity validity)
            implements ModelCommand {
        @JsonCreator
        public PutAsset {
            limits = limits == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(limits));
            attributes = attributes == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(attributes));
            retiredFrom = retiredFrom == null ? null : retiredFrom.truncatedTo(ChronoUnit.MILLIS);
            placements = placements == null ? List.of() : List.copyOf(placements);
            details = details == null ? AssetDetails.NONE : details;
        }

        /** Without details, and valid as said of {@code validity} for {@code null}. */
        public PutAsset(
                AssetId asset,
                String name,
                TypeId type,
                @Nullable SourceId source,
                Map<SignalName, Range> limits,
                Map<String, String> attributes,
                @Nullable Instant retiredFrom,
                List<Placement> placements) {
            this(asset, name, type, source, limits, attributes, retiredFrom, placements, AssetDetails.NONE, null);
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

    /**
     * Corrects some of what is known of an asset, in every version that is valid during {@code validity}; the rest of each
     * version stays.
     *
     * @param patch a JSON Merge Patch (RFC 7396) of {@link dev.muster.assetmodel.fact.AssetDefinition}
     * @param validity {@code null}: from now on
     */
    record PatchAsset(
            AssetId asset, JsonNode patch, @Nullable Validity validity) implements ModelCommand {}

    /**
     * Puts a device into the place of an asset. The device before it leaves; an end of {@code validity} is when this one
     * leaves.
     *
     * @param validity {@code null}: from now on
     */
    record InstallDevice(
            AssetId asset,
            Installation installation,
            @Nullable Validity validity) implements ModelCommand {}

    /**
     * Says what an asset is like. What is expected and desired is said anew as a whole; what a device reports is added to what
     * it reported before.
     *
     * @param validity {@code null}: from now on
     */
    record PutProperties(
            AssetId asset,
            PropertyKind kind,
            Properties properties,
            @Nullable Validity validity) implements ModelCommand {}

    /**
     * Defines a group by rule, or defines it anew.
     *
     * @param validity {@code null}: from now on
     */
    record PutRuleGroup(
            GroupId group, RuleGroup definition, @Nullable Validity validity) implements ModelCommand {}

    /**
     * Says what all assets below a group are wanted to be like, as a whole: all but those of which something nearer says
     * otherwise.
     *
     * @param validity {@code null}: from now on
     */
    record PutGroupProperties(
            GroupKey group, Properties desired, @Nullable Validity validity) implements ModelCommand {}
}
