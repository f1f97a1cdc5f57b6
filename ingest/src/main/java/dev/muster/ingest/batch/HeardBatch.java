package dev.muster.ingest.batch;

import dev.muster.ingest.deadline.Sighting;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * A batch that was read and handed to its twins.
 *
 * @param sightings of known sources, in the order of their offsets
 * @param next the offset after its last record
 * @param receivedAt of its last record
 * @param judged completes when the last twin has answered, and the model has what devices said of themselves
 */
public record HeardBatch(
        List<Sighting> sightings, long next, Instant receivedAt, CompletionStage<JudgedBatch> judged) {}
