package dev.muster.aggregation;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Why an expected member does not count. Exclusive; where several hold, the first in this order is the reason. */
public enum MissingReason {
    /** Taken out on purpose. */
    @JsonProperty("maintenance")
    MAINTENANCE,
    /** Nothing was ever received of it. */
    @JsonProperty("neverReported")
    NEVER_REPORTED,
    /** Its twin says that the connection is lost (or that it retired, while the model still expects it). */
    @JsonProperty("offline")
    OFFLINE,
    /** Muster itself is behind with reading what came in. */
    @JsonProperty("ingestBehind")
    INGEST_BEHIND,
    /** Muster restarted or the model changed, and the member is not known again yet. */
    @JsonProperty("recovering")
    RECOVERING,
    /** Connected, but this signal is silent for longer than its type allows. */
    @JsonProperty("staleSignal")
    STALE_SIGNAL,
    /** The device itself calls the value bad. */
    @JsonProperty("badQuality")
    BAD_QUALITY,
    /** A part of the tree does not answer. */
    @JsonProperty("unreachable")
    UNREACHABLE
}
