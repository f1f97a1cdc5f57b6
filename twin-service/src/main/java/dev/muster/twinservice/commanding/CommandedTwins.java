package dev.muster.twinservice.commanding;

import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.CommandId;
import dev.muster.assetmodel.identity.Principal;
import dev.muster.twinservice.command.CommandRequest;
import dev.muster.twinservice.command.Commanding;
import dev.muster.twinservice.twin.Twins;
import java.time.Instant;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Port: what the gateway asks of twins; each stage fails with a timeout when the twin or its journal is away. */
public interface CommandedTwins {
    /** See {@link Twins#give}. */
    CompletionStage<Commanding.Reply> give(CommandRequest request, @Nullable String misfit, Instant until);

    /** See {@link Twins#findCommand}. */
    CompletionStage<Commanding.Reply> find(AssetId asset, CommandId id);

    /** See {@link Twins#cancelCommand}. */
    CompletionStage<Commanding.Reply> cancel(AssetId asset, CommandId id, Principal by);

    static CommandedTwins of(Twins twins) {
        return new CommandedTwins() {
            @Override
            public CompletionStage<Commanding.Reply> give(
                    CommandRequest request, @Nullable String misfit, Instant until) {
                return twins.give(request, misfit, until);
            }

            @Override
            public CompletionStage<Commanding.Reply> find(AssetId asset, CommandId id) {
                return twins.findCommand(asset, id);
            }

            @Override
            public CompletionStage<Commanding.Reply> cancel(AssetId asset, CommandId id, Principal by) {
                return twins.cancelCommand(asset, id, by);
            }
        };
    }
}
