package dev.muster.assetmodel.fact;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.HierarchyId;
import dev.muster.assetmodel.rule.RuleGroup;
import dev.muster.assetmodel.type.AssetType;
import java.time.Instant;

/**
 * A change of the model that happened. Kept for good: names and fields below are what old journals hold, fields are only
 * ever added, and every event has a golden file.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "event")
@JsonSubTypes({
    @JsonSubTypes.Type(value = ModelEvent.TypeDefined.class, name = "typeDefined"),
    @JsonSubTypes.Type(value = ModelEvent.HierarchyNamed.class, name = "hierarchyNamed"),
    @JsonSubTypes.Type(value = ModelEvent.GroupPlaced.class, name = "groupPlaced"),
    @JsonSubTypes.Type(value = ModelEvent.AssetDescribed.class, name = "assetDescribed"),
    @JsonSubTypes.Type(value = ModelEvent.AssetPlaced.class, name = "assetPlaced"),
    @JsonSubTypes.Type(value = ModelEvent.AssetRetired.class, name = "assetRetired"),
    @JsonSubTypes.Type(value = ModelEvent.DeviceInstalled.class, name = "deviceInstalled"),
    @JsonSubTypes.Type(value = ModelEvent.PropertiesSet.class, name = "propertiesSet"),
    @JsonSubTypes.Type(value = ModelEvent.RuleGroupDefined.class, name = "ruleGroupDefined"),
    @JsonSubTypes.Type(value = ModelEvent.GroupPropertiesSet.class, name = "groupPropertiesSet")
})
public sealed interface ModelEvent {
    /** When what the event says holds in the world. */
    Validity validity();

    /** When and by whom it was recorded. */
    Recorded recorded();

    /** A type was defined, or defined anew. */
    record TypeDefined(AssetType type, Validity validity, Recorded recorded) implements ModelEvent {}

    /** A hierarchy was created, or renamed. */
    record HierarchyNamed(HierarchyId hierarchy, String name, Validity validity, Recorded recorded)
            implements ModelEvent {}

    /** A group was created, renamed or moved. */
    record GroupPlaced(GroupKey group, GroupDefinition definition, Validity validity, Recorded recorded)
            implements ModelEvent {}

    /** An asset was registered, or described anew. */
    record AssetDescribed(AssetId asset, AssetDefinition definition, Validity validity, Recorded recorded)
            implements ModelEvent {}

    /** An asset was placed under a group. */
    record AssetPlaced(AssetId asset, HierarchyId hierarchy, GroupId group, Validity validity, Recorded recorded)
            implements ModelEvent {}

    /** It was decided that an asset leaves service at {@code retiredFrom}. */
    record AssetRetired(AssetId asset, Instant retiredFrom, Validity validity, Recorded recorded)
            implements ModelEvent {}

    /** A device was put into the place of an asset. */
    record DeviceInstalled(AssetId asset, Installation installation, Validity validity, Recorded recorded)
            implements ModelEvent {}

    /** One side said what an asset is like: all that it says from then on. */
    record PropertiesSet(AssetId asset, PropertyKind kind, Properties properties, Validity validity, Recorded recorded)
            implements ModelEvent {}

    /** A group by rule was defined, or defined anew. */
    record RuleGroupDefined(GroupId group, RuleGroup definition, Validity validity, Recorded recorded)
            implements ModelEvent {}

    /** Somebody said what all assets below a group are wanted to be like: all that is wanted of them there from then on. */
    record GroupPropertiesSet(GroupKey group, Properties desired, Validity validity, Recorded recorded)
            implements ModelEvent {}
}
