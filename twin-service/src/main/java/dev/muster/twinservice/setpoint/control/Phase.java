package dev.muster.twinservice.setpoint.control;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Where a set-point stands. */
public enum Phase {
    /** On its way: the sum of what is reported is not there yet. */
    @JsonProperty("reaching")
    REACHING,
    @JsonProperty("held")
    HELD,
    /** The members cannot; they do as much as they can. */
    @JsonProperty("short")
    SHORT,
    /** It was taken back; members are told. */
    @JsonProperty("releasing")
    RELEASING
}
