package dev.muster.twinservice.promise;

import java.util.concurrent.CompletionStage;

/** Port: tells the world what was promised and what became of it, over the topic {@code promises}. Never blocks. */
public interface PromiseStream {
    /** Completes when Kafka has it. The same document can be told more than once. */
    CompletionStage<?> publish(Promise told);
}
