package dev.muster.twinservice.command.desk;

import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.SourceId;
import java.time.Instant;
import java.util.concurrent.CompletionStage;

/**
 * Port: marks among the answers of devices. A mark comes to the twin the way the answers of its source come, behind all that Kafka
 * had before it: so however far behind the reader is, who has the mark has them. Called from actor threads: never blocks.
 */
@FunctionalInterface
public interface AnswerMarks {
    /** Completes with the broker's time of the mark when Kafka has it; a failed stage leaves that open. A mark too many harms nobody. */
    CompletionStage<Instant> mark(SourceId source, AssetId asset);
}
