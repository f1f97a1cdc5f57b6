package dev.muster.twinservice.model;

import dev.muster.assetmodel.document.Document;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Where writers publish what changed. */
public interface Changelog {
    /**
     * Appends {@code documents} in their order, behind everything that the same thread handed in before, and completes with
     * the position of the last one once all are safe. On failure some of them may be in the changelog all the same: publish
     * the entities' latest documents again. Never blocks. At least one document.
     */
    CompletionStage<Long> publish(List<Document> documents);
}
