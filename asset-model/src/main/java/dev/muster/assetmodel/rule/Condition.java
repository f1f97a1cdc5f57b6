package dev.muster.assetmodel.rule;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.identity.TypeId;
import org.jspecify.annotations.Nullable;

/** One thing that must hold of an asset. In JSON the names of its fields tell which kind it is. */
@JsonTypeInfo(use = JsonTypeInfo.Id.DEDUCTION)
@JsonSubTypes({
    @JsonSubTypes.Type(Condition.OfType.class),
    @JsonSubTypes.Type(Condition.Attribute.class),
    @JsonSubTypes.Type(Condition.Limit.class),
    @JsonSubTypes.Type(Condition.OwnedBy.class),
    @JsonSubTypes.Type(Condition.HeldBy.class),
    @JsonSubTypes.Type(Condition.FedBy.class),
    @JsonSubTypes.Type(Condition.Near.class)
})
@JsonInclude(JsonInclude.Include.NON_NULL)
public sealed interface Condition {
    /** {@code {"type": "battery"}}. */
    record OfType(TypeId type) implements Condition {}

    /**
     * {@code {"attribute": "island", "is": "yes"}}, or with numbers: {@code {"attribute": "storeys", "above": 2}}. With
     * nothing else the attribute has to be there.
     *
     * @param above exclusive, likewise {@code below}; holds for no attribute that is not a number
     */
    record Attribute(
            String attribute,
            @Nullable String is,
            @Nullable Double above,
            @Nullable Double below) implements Condition {}

    /**
     * {@code {"limit": "activePower", "end": "max", "above": 50}}: what the asset can reach, its own limits, else its type's
     * range, in the unit and sign convention of the signal. Holds for nobody without limits.
     *
     * @param above exclusive, likewise {@code below}
     */
    record Limit(
            SignalName limit,
            End end,
            @Nullable Double above,
            @Nullable Double below) implements Condition {}

    /** Which end of a range. */
    enum End {
        @JsonProperty("min")
        MIN,
        @JsonProperty("max")
        MAX
    }

    /** {@code {"owner": "Northern Power"}}. */
    record OwnedBy(String owner) implements Condition {}

    /** {@code {"custodian": "Grid Services"}}. */
    record HeldBy(String custodian) implements Condition {}

    /** {@code {"fedBy": "SUB-3"}}: fed by it, or by what it feeds, at any distance. */
    record FedBy(AssetId fedBy) implements Condition {}

    /** {@code {"near": "WT-07", "km": 5}}: at most so far from it, itself too, by the attributes latitude and longitude. */
    record Near(AssetId near, double km) implements Condition {}
}
