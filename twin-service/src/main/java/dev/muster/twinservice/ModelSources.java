package dev.muster.twinservice;

import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.ingest.SourceDirectory;
import dev.muster.twinservice.model.ModelService;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Plugs ingest into this node's view of the model. */
record ModelSources(ModelService model) implements SourceDirectory {
    @Override
    public Optional<AssetId> assetOf(SourceId source, Instant measuredAt) {
        return model.view().assetOf(source, measuredAt);
    }

    @Override
    public Optional<String> silence(SourceId source, Instant measuredAt) {
        return model.view().devices().silence(source, measuredAt);
    }

    @Override
    public CompletionStage<?> caughtUp() {
        return model.feed().caughtUp();
    }
}
