package dev.muster.twinservice.setpoint.control;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Why a member of the group has no share in its set-point. Exclusive. */
public enum LeftOut {
    @JsonProperty("neverReported")
    NEVER_REPORTED,
    @JsonProperty("offline")
    OFFLINE,
    @JsonProperty("maintenance")
    MAINTENANCE,
    @JsonProperty("retired")
    RETIRED,
    /** What it gives, could give or has stored was not reported lately. */
    @JsonProperty("stale")
    STALE,
    /** Its type has no share in set-points of this signal. What it gives counts all the same. */
    @JsonProperty("notControlled")
    NOT_CONTROLLED,
    /** Neither it nor its type says what its limits are. */
    @JsonProperty("noLimits")
    NO_LIMITS,
    /** Its type reports loads as positive: what a value would mean to its devices is not defined. */
    @JsonProperty("loadPositive")
    LOAD_POSITIVE,
    /** Its type takes or reports powers in another unit than that of the signal. */
    @JsonProperty("otherUnit")
    OTHER_UNIT,
    /** It is under the set-point of another group, which was there before. */
    @JsonProperty("otherSetPoint")
    OTHER_SET_POINT,
    /** Its twin did not answer yet. */
    @JsonProperty("unread")
    UNREAD,
    /** Muster refused to send it a command; for a while. */
    @JsonProperty("notSent")
    NOT_SENT,
    /** It refused commands, or failed, several times; for a while. */
    @JsonProperty("refuses")
    REFUSES,
    /** It did not say what became of commands, several times; for a while. */
    @JsonProperty("noAnswer")
    NO_ANSWER,
    /** It gives something else than it was told to; for a while. */
    @JsonProperty("disobeys")
    DISOBEYS
}
