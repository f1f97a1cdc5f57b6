package dev.muster.assetmodel.control;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.CommandId;
import dev.muster.assetmodel.identity.SourceId;
import java.time.Instant;

/**
 * What a device answers: one record on the topic {@code command-acks}, under the key {@code source}.
 *
 * @param id as the command had it
 * @param asset as the command had it
 * @param epoch of the session in which it answers; 0 of a device that tells none
 * @param detail for people; at most {@link #DETAIL_LENGTH_MAX} characters, may be empty
 * @param at the device's clock
 */
public record DeviceAck(
        CommandId id, AssetId asset, SourceId source, long epoch, Answer answer, String detail, Instant at) {
    public static final int DETAIL_LENGTH_MAX = 500;

    /** What became of a command, in the device's own word. */
    public enum Answer {
        /** It has it, and begins. */
        @JsonProperty("acknowledged")
        ACKNOWLEDGED,
        /** It has done it. */
        @JsonProperty("succeeded")
        SUCCEEDED,
        /** It tried, and could not. */
        @JsonProperty("failed")
        FAILED,
        /** It did not try: another session, expired, not possible now. */
        @JsonProperty("refused")
        REFUSED
    }

    public DeviceAck {
        detail = detail == null ? "" : detail;
        if (epoch < 0) {
            throw new IllegalArgumentException("Expected an epoch of 0 or more but got " + epoch);
        }
        if (detail.length() > DETAIL_LENGTH_MAX) {
            throw new IllegalArgumentException("Expected a detail of at most %d characters but got %d"
                    .formatted(DETAIL_LENGTH_MAX, detail.length()));
        }
    }
}
