package dev.muster.twinservice.command;

import dev.muster.assetmodel.control.DeviceCommand;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Port: the way to the devices, the topic {@code commands}. Called from actor threads: never blocks. */
public interface CommandLine {
    /**
     * Sends it once. While one send of the same id is under way on this node, another is the same one. Completes when Kafka has
     * it; a failed stage leaves open whether Kafka will have it, until {@code settledAfter} has passed since its release.
     */
    CompletionStage<CommandRecord.Position> send(DeviceCommand command);

    /**
     * Whether the topic holds it. Reads what was written at or after {@code since}; meant for the few that are in doubt.
     */
    CompletionStage<Optional<CommandRecord.Position>> find(DeviceCommand command, Instant since);
}
