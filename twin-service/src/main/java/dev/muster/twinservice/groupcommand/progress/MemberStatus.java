package dev.muster.twinservice.groupcommand.progress;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.muster.twinservice.command.CommandStatus;

/** Where a member of a group command stands: in each progress every member has exactly one. */
public enum MemberStatus {
    /** Its turn has not come: for certain it was not asked yet. */
    @JsonProperty("waiting")
    WAITING,
    /** Its turn has come, and its twin has not answered yet: it may have the command or not. It is asked until it answers. */
    @JsonProperty("unknown")
    UNKNOWN,
    @JsonProperty("accepted")
    ACCEPTED,
    @JsonProperty("sent")
    SENT,
    @JsonProperty("acknowledged")
    ACKNOWLEDGED,
    @JsonProperty("succeeded")
    SUCCEEDED,
    @JsonProperty("failed")
    FAILED,
    @JsonProperty("expired")
    EXPIRED,
    @JsonProperty("cancelled")
    CANCELLED,
    @JsonProperty("refused")
    REFUSED;

    static MemberStatus of(CommandStatus status) {
        return switch (status) {
            case ACCEPTED -> ACCEPTED;
            case SENT -> SENT;
            case ACKNOWLEDGED -> ACKNOWLEDGED;
            case SUCCEEDED -> SUCCEEDED;
            case FAILED -> FAILED;
            case EXPIRED -> EXPIRED;
            case CANCELLED -> CANCELLED;
            case REFUSED -> REFUSED;
        };
    }

    /** Whether it is the member's outcome, which never changes again. */
    public boolean isEnd() {
        return switch (this) {
            case WAITING, UNKNOWN, ACCEPTED, SENT, ACKNOWLEDGED -> false;
            case SUCCEEDED, FAILED, EXPIRED, CANCELLED, REFUSED -> true;
        };
    }
}
