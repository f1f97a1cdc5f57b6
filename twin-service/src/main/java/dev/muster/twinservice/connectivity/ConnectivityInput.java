package dev.muster.twinservice.connectivity;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.muster.assetmodel.identity.Principal;
import dev.muster.assetmodel.identity.SourceId;
import java.time.Instant;

/**
 * What can make an asset's connectivity change. {@code receivedAt} and {@code watermark} are the broker's clock; device
 * clocks appear nowhere.
 */
public sealed interface ConnectivityInput {
    /** What a record of one of the asset's sources amounts to. */
    sealed interface Received extends ConnectivityInput {}

    /** What comes from anywhere else. Travels between nodes, therefore the names are fixed. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "instruction")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Overdue.class, name = "overdue"),
        @JsonSubTypes.Type(value = BeginMaintenance.class, name = "beginMaintenance"),
        @JsonSubTypes.Type(value = EndMaintenance.class, name = "endMaintenance"),
        @JsonSubTypes.Type(value = TimePassed.class, name = "timePassed"),
        @JsonSubTypes.Type(value = Retire.class, name = "retire"),
        @JsonSubTypes.Type(value = Reinstate.class, name = "reinstate")
    })
    sealed interface Instruction extends ConnectivityInput {}

    /** Any sample of a source of this asset arrived, whatever it said and whatever became of it. */
    record Seen(SourceId source, Instant receivedAt) implements Received {}

    /** A source says that its session of this epoch began. */
    record Connect(SourceId source, long epoch, Instant receivedAt) implements Received {}

    /** A source, or a gateway in its name, says that its session of this epoch ended. */
    record Disconnect(SourceId source, long epoch, Instant receivedAt) implements Received {}

    /**
     * The deadline keeper of the source's partition found it silent for longer than allowed. Only a suggestion: the keeper
     * may know less than the twin.
     *
     * @param lastSeen what the keeper last saw of the source
     */
    record Overdue(Instant watermark, Instant lastSeen) implements Instruction {}

    /** Someone announces work on the asset, or changes when the announced work ends. */
    record BeginMaintenance(Principal by, Instant until) implements Instruction {}

    /** Someone ends the announced work before its time. */
    record EndMaintenance(Principal by) implements Instruction {}

    /** Nothing happened but time: ends a maintenance whose time is over. */
    record TimePassed() implements Instruction {}

    /** Someone takes the asset out of service. */
    record Retire(Principal by) implements Instruction {}

    /** Someone takes a retired asset back into service. */
    record Reinstate(Principal by) implements Instruction {}
}
