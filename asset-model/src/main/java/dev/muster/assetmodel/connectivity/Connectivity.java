package dev.muster.assetmodel.connectivity;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The state of an asset's connection, as its twin has it. Derived from what arrives, never edited. */
public enum Connectivity {
    /** In the model, never seen. */
    @JsonProperty("expected")
    EXPECTED,
    @JsonProperty("online")
    ONLINE,
    @JsonProperty("offline")
    OFFLINE,
    /** Taken out by somebody until a given time: still expected, and missing for that reason. */
    @JsonProperty("maintenance")
    MAINTENANCE,
    /** No longer part of the fleet. */
    @JsonProperty("retired")
    RETIRED
}
