package dev.muster.twinservice.commanding;

import dev.muster.assetmodel.control.DeviceAck;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.assetmodel.view.ModelView;
import dev.muster.twinservice.command.ack.AckTaker;
import dev.muster.twinservice.command.ack.Taken;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Whoever writes to the topic of answers can name any asset: only one that there is gets a twin woken. */
public record KnownTwins(ModelView view, AckTaker twins) implements AckTaker {
    @Override
    public CompletionStage<Taken> take(DeviceAck ack, Instant receivedAt) {
        return known(ack.asset(), () -> twins.take(ack, receivedAt));
    }

    @Override
    public CompletionStage<Taken> answersRead(AssetId asset, SourceId source, Instant until) {
        return known(asset, () -> twins.answersRead(asset, source, until));
    }

    private CompletionStage<Taken> known(AssetId asset, Supplier<CompletionStage<Taken>> twin) {
        return view.asset(asset).isPresent()
                ? twin.get()
                : CompletableFuture.completedFuture(Taken.unknownCommand(
                        "Expected an answer for an asset of the model but got one for '%s'".formatted(asset)));
    }
}
