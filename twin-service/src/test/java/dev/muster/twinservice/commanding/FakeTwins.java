package dev.muster.twinservice.commanding;

import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.CommandId;
import dev.muster.assetmodel.identity.Principal;
import dev.muster.twinservice.command.CommandRequest;
import dev.muster.twinservice.command.Commanding;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Twins that take everything and have forgotten all. */
final class FakeTwins implements CommandedTwins {
    final List<CommandRequest> given = new ArrayList<>();
    final List<String> misfits = new ArrayList<>();

    @Nullable
    Instant until;

    int asked;

    @Override
    public CompletionStage<Commanding.Reply> give(CommandRequest request, @Nullable String misfit, Instant giveUntil) {
        asked++;
        given.add(request);
        if (misfit != null) {
            misfits.add(misfit);
        }
        until = giveUntil;
        return CompletableFuture.completedStage(new Commanding.Known(CommandGatewayTest.record(request), false));
    }

    @Override
    public CompletionStage<Commanding.Reply> find(AssetId asset, CommandId id) {
        asked++;
        return CompletableFuture.completedStage(new Commanding.Unknown("command", id.value()));
    }

    @Override
    public CompletionStage<Commanding.Reply> cancel(AssetId asset, CommandId id, Principal by) {
        asked++;
        return CompletableFuture.completedStage(new Commanding.Unknown("command", id.value()));
    }
}
