package dev.muster.twinservice.setpoint;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.Principal;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.twinservice.serialization.JournalEvent;
import java.time.Instant;

/**
 * What {@link SetPoints} journals: what people decide, and ends. Who gives how much is never journaled: it is worked out
 * anew.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "event")
@JsonSubTypes({
    @JsonSubTypes.Type(value = SetPointEvent.Set.class, name = "set"),
    @JsonSubTypes.Type(value = SetPointEvent.Changed.class, name = "changed"),
    @JsonSubTypes.Type(value = SetPointEvent.Released.class, name = "released"),
    @JsonSubTypes.Type(value = SetPointEvent.Ended.class, name = "ended")
})
public sealed interface SetPointEvent extends JournalEvent {
    /** Of a group without a set-point, or with one that was released. */
    record Set(long number, GroupKey group, SignalName signal, long micros, Principal by, String reason, Instant at)
            implements SetPointEvent {}

    record Changed(GroupKey group, long micros, Principal by, String reason, Instant at) implements SetPointEvent {}

    record Released(GroupKey group, Principal by, Instant at) implements SetPointEvent {}

    /** All members were told to end the control, or enough was tried: those that were not told end it by themselves. */
    record Ended(GroupKey group, Instant at) implements SetPointEvent {}
}
