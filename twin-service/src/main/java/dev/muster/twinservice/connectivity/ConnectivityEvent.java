package dev.muster.twinservice.connectivity;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.muster.assetmodel.identity.Principal;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.twinservice.serialization.JournalEvent;
import java.time.Instant;

/**
 * What changed in an asset's connectivity. Journaled for good and never deleted: together they are the asset's audit trail.
 * The names in {@code @JsonSubTypes} are stored; classes may be renamed, names may not.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "event")
@JsonSubTypes({
    @JsonSubTypes.Type(value = ConnectivityEvent.WentOnline.class, name = "wentOnline"),
    @JsonSubTypes.Type(value = ConnectivityEvent.WentOffline.class, name = "wentOffline"),
    @JsonSubTypes.Type(value = ConnectivityEvent.SessionOpened.class, name = "sessionOpened"),
    @JsonSubTypes.Type(value = ConnectivityEvent.SessionClosed.class, name = "sessionClosed"),
    @JsonSubTypes.Type(value = ConnectivityEvent.MaintenanceBegan.class, name = "maintenanceBegan"),
    @JsonSubTypes.Type(value = ConnectivityEvent.MaintenanceEnded.class, name = "maintenanceEnded"),
    @JsonSubTypes.Type(value = ConnectivityEvent.MaintenanceExpired.class, name = "maintenanceExpired"),
    @JsonSubTypes.Type(value = ConnectivityEvent.Retired.class, name = "retired"),
    @JsonSubTypes.Type(value = ConnectivityEvent.Reinstated.class, name = "reinstated")
})
public sealed interface ConnectivityEvent extends JournalEvent {
    /** When it happened: the broker's clock for what records caused, the node's clock for what people did. */
    Instant at();

    /** Why an asset is heard again. */
    enum OnlineCause {
        @JsonProperty("sample")
        SAMPLE,
        @JsonProperty("connected")
        CONNECTED
    }

    /** Why an asset is no longer heard. */
    enum OfflineCause {
        /** Silent for longer than its type allows. */
        @JsonProperty("overdue")
        OVERDUE,
        /** Its session was said to have ended. */
        @JsonProperty("disconnected")
        DISCONNECTED,
        /** Taken back into service: it counts as silent until it is heard. */
        @JsonProperty("reinstated")
        REINSTATED
    }

    /** The asset is heard. */
    record WentOnline(SourceId source, OnlineCause cause, Instant at) implements ConnectivityEvent {}

    /**
     * The asset is no longer heard.
     *
     * @param since when it was last seen
     * @param detectedAt when its silence was noticed; the difference is how long nobody knew
     */
    record WentOffline(Instant since, Instant detectedAt, OfflineCause cause) implements ConnectivityEvent {
        @Override
        public Instant at() {
            return detectedAt;
        }
    }

    /** A session began; its epoch fences whatever is still said of older ones. */
    record SessionOpened(SourceId source, long epoch, Instant at) implements ConnectivityEvent {}

    /** The session of this epoch ended. */
    record SessionClosed(SourceId source, long epoch, Instant at) implements ConnectivityEvent {}

    /** Work on the asset began, or its announced end was changed. */
    record MaintenanceBegan(Principal by, Instant at, Instant until) implements ConnectivityEvent {}

    /** Someone ended the work. */
    record MaintenanceEnded(Principal by, Instant at) implements ConnectivityEvent {}

    /** The announced end of the work was reached; {@code at} is that end, which can be long before it was noticed. */
    record MaintenanceExpired(Instant at) implements ConnectivityEvent {}

    /** The asset was taken out of service. */
    record Retired(Principal by, Instant at) implements ConnectivityEvent {}

    /** The asset was taken back into service. */
    record Reinstated(Principal by, Instant at) implements ConnectivityEvent {}
}
