/** The versioned Cassandra schema, and its application at start. */
@NullMarked
package dev.muster.twinservice.store.schema;

import org.jspecify.annotations.NullMarked;
