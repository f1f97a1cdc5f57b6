package dev.muster.twinservice.store.schema;

/** What the keyspace holds is not what this build would have made: a person has to look; trying again does not help. */
public final class SchemaConflict extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    SchemaConflict(String message) {
        super(message);
    }
}
