/** The Akka Streams shell around the batch logic: consumes, commits, restarts, drains, and notices when nothing moves. */
@NullMarked
package dev.muster.ingest.stream;

import org.jspecify.annotations.NullMarked;
