package dev.muster.ingest.stream;

import dev.muster.ingest.kafka.LostOffsetsException;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether the consumer runs, and why not; says each change once, however often the consumer is tried again. Thread-safe. */
final class ConsumerState {
    private static final Logger LOG = LoggerFactory.getLogger(ConsumerState.class);

    private @Nullable String problem;

    synchronized void failed(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        String now = String.valueOf(cause instanceof LostOffsetsException ? cause.getMessage() : cause);
        if (now.equals(problem)) {
            return;
        }
        problem = now;
        if (cause instanceof LostOffsetsException) {
            LOG.error("Ingest is stopped: {}", now);
        } else {
            LOG.warn("The consumer stopped and is started again until it runs: {}", now);
        }
    }

    synchronized void running() {
        if (problem != null) {
            problem = null;
            LOG.info("The consumer runs again");
        }
    }

    /** Why the consumer does not run. */
    synchronized Optional<String> problem() {
        return Optional.ofNullable(problem);
    }
}
