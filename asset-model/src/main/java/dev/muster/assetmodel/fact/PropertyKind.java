package dev.muster.assetmodel.fact;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Who says what an asset is like. The three are never mixed; where they differ, that is a mismatch, and listed. */
public enum PropertyKind {
    /** What was ordered, or stands on the nameplate. */
    @JsonProperty("expected")
    EXPECTED,
    /** What we want it to be. */
    @JsonProperty("desired")
    DESIRED,
    /** What the device says it is. */
    @JsonProperty("reported")
    REPORTED
}
