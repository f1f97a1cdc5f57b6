package dev.muster.assetmodel.telemetry;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How far a reading can be trusted; the three severities of an OPC UA status code (OPC 10000-4, 7.39). */
public enum Quality {
    @JsonProperty("good")
    GOOD,
    @JsonProperty("uncertain")
    UNCERTAIN,
    @JsonProperty("bad")
    BAD
}
