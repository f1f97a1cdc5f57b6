package dev.muster.ingest.deadline;

import dev.muster.assetmodel.identity.SourceId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Port: who is expected to be heard, and what is stored of when they were. Thread-safe. */
public interface FleetRegister {
    /** Changes whenever {@link #termsOf} may answer otherwise because the model was changed. */
    long revision();

    /** Empty: nobody expects to hear of this source now. Called often: must be cheap and not block. */
    Optional<Terms> termsOf(SourceId source);

    /**
     * All sources of the model whose key belongs to {@code partition} of {@code partitions} ({@link Partitioning}) and of whose
     * asset an arrival is stored. May fail; it is then asked again.
     */
    CompletionStage<Map<SourceId, Seed>> seeds(int partition, int partitions);

    /** How many there were of {@link #newSources}; unless overridden: none ever. */
    default long newSourceCount() {
        return 0;
    }

    /**
     * Sources that came to speak for a known asset in the place of another, from number {@code first} on, as if they had been
     * there when that became known: the asset may have been heard, so their silence counts before they ever said a word.
     */
    default List<Sighting> newSources(long first) {
        return List.of();
    }
}
