package dev.muster.assetmodel.type;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What makes a device send a signal. */
public enum Reporting {
    /** The interval: a value that does not follow in time is missing. */
    @JsonProperty("interval")
    INTERVAL,
    /** A change. Silence means that nothing changed, until the heartbeat is missed; see {@link Signal}. */
    @JsonProperty("byException")
    BY_EXCEPTION
}
