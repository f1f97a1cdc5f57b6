package dev.muster.assetmodel.type;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a signal's numbers mean. */
public enum SignalKind {
    /** An instantaneous quantity, for example power. */
    @JsonProperty("gauge")
    GAUGE,
    /** A running total, for example energy. */
    @JsonProperty("counter")
    COUNTER,
    /** The code of a discrete state, for example an operating mode. */
    @JsonProperty("state")
    STATE
}
