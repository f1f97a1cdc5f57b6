package dev.muster.ingest.stream;

import java.time.Duration;
import java.util.List;

/** Something had work and did not move; the stream is started again. */
final class StuckStreamException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StuckStreamException(List<String> names, Duration idleTimeout) {
        super("Expected something to move within %s but nothing did: %s".formatted(idleTimeout, names));
    }
}
