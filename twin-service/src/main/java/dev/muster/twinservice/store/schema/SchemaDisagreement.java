package dev.muster.twinservice.store.schema;

import java.time.Duration;

/** The nodes of the cluster hold different schemas for longer than it should take; worth another try. */
public final class SchemaDisagreement extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SchemaDisagreement(Duration waited) {
        super("Expected all Cassandra nodes to agree on the schema within %s but they do not".formatted(waited));
    }
}
