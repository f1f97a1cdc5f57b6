package dev.muster.ingest;

import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.SourceId;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Port: which asset a source speaks for. Called from stream threads, for every record: it must not block. */
public interface SourceDirectory {
    /** The asset that {@code source} spoke for when it measured, as far as this node's model view knows. */
    Optional<AssetId> assetOf(SourceId source, Instant measuredAt);

    /**
     * Why {@code source} speaks for nobody at {@code measuredAt} though the model knows it, to be read after "but". Unless
     * overridden: nobody says.
     */
    default Optional<String> silence(SourceId source, Instant measuredAt) {
        return Optional.empty();
    }

    /**
     * Completes when this node's model view is at least as new as the changelog was at the call; fails when that is not so
     * within a time that the implementer bounds. Ingest calls it before it gives a record up as one of an unknown source.
     */
    CompletionStage<?> caughtUp();
}
