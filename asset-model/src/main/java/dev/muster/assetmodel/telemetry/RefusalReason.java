package dev.muster.assetmodel.telemetry;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Why a record went to quarantine: at decode, at attribution, or by the twin's verdict; the last two only answers to commands. */
public enum RefusalReason {
    /** Larger than {@link TelemetryCodec#RECORD_BYTES_MAX}. */
    @JsonProperty("tooLarge")
    TOO_LARGE,
    /** Not JSON, or not the fields that the version asks for. */
    @JsonProperty("malformed")
    MALFORMED,
    /** A version that this build does not read. */
    @JsonProperty("unknownVersion")
    UNKNOWN_VERSION,
    /** NaN, an infinity, or a number beyond a double. */
    @JsonProperty("notFinite")
    NOT_FINITE,
    /** The record's key is not the source that the record names. */
    @JsonProperty("keyMismatch")
    KEY_MISMATCH,
    /** No asset has this source at the time measured, in a model view at least as new as the record. */
    @JsonProperty("unknownSource")
    UNKNOWN_SOURCE,
    /** The type has no such signal. */
    @JsonProperty("unknownSignal")
    UNKNOWN_SIGNAL,
    /** The device claims another unit than the type's. */
    @JsonProperty("wrongUnit")
    WRONG_UNIT,
    /** The reading is outside the type's range. */
    @JsonProperty("outOfRange")
    OUT_OF_RANGE,
    /** Measured further ahead of the broker's clock than tolerated. */
    @JsonProperty("clockAhead")
    CLOCK_AHEAD,
    /** The asset is retired. */
    @JsonProperty("retired")
    RETIRED,
    /** The model does not take what the device says of itself. */
    @JsonProperty("badProperties")
    BAD_PROPERTIES,
    /** An answer to a command that was never given. */
    @JsonProperty("unknownCommand")
    UNKNOWN_COMMAND,
    /** An answer of another source than the command was sent to, or of a session before the one that it was meant for. */
    @JsonProperty("forgedAnswer")
    FORGED_ANSWER
}
