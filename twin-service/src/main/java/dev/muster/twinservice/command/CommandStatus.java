package dev.muster.twinservice.command;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What became of a command so far.
 *
 * <pre>
 * accepted -> sent -> acknowledged -> succeeded | failed | refused (by the device) | expired
 * accepted -> cancelled | expired
 * refused (at once)
 * </pre>
 *
 * Steps may be skipped: a device that answers "succeeded" at once has acknowledged, too.
 */
public enum CommandStatus {
    /** Persisted; on its way, or waiting until the asset is online. */
    @JsonProperty("accepted")
    ACCEPTED,
    /** Kafka has it. Nothing is known of the device. */
    @JsonProperty("sent")
    SENT,
    /** The device said that it has it. */
    @JsonProperty("acknowledged")
    ACKNOWLEDGED,
    /** The device said that it has done it. */
    @JsonProperty("succeeded")
    SUCCEEDED,
    /** The device said that it could not. */
    @JsonProperty("failed")
    FAILED,
    /** Its time was over before the device said what became of it; its last words, if any, stand before. */
    @JsonProperty("expired")
    EXPIRED,
    /** Taken back before it was sent. */
    @JsonProperty("cancelled")
    CANCELLED,
    /** Not sent, because the asset could not take it; or the device would not do it. */
    @JsonProperty("refused")
    REFUSED;

    /** Whether nothing more can become of it. */
    public boolean isEnd() {
        return switch (this) {
            case ACCEPTED, SENT, ACKNOWLEDGED -> false;
            case SUCCEEDED, FAILED, EXPIRED, CANCELLED, REFUSED -> true;
        };
    }
}
