package dev.muster.twinservice.command;

import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.CommandId;
import dev.muster.assetmodel.identity.GroupKey;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Port: the audit of commands. Called from actor threads: never blocks. Stages fail while the store is away; nothing is tried again
 * here.
 */
public interface CommandStore {
    /** The newest record of a command that was stored; empty: none ever was. */
    CompletionStage<Optional<CommandRecord>> find(AssetId asset, CommandId id);

    /**
     * Stores a record; one with fewer transitions never replaces one with more, whatever order writes come in. Repeating it
     * changes nothing.
     *
     * @param groups above the asset when the command was accepted, in all hierarchies: under these it is listed
     */
    CompletionStage<?> write(CommandRecord written, List<GroupKey> groups);
}
