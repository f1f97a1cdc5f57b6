/**
 * What happens to a batch of records between Kafka and the commit, free of Akka: seeded simulations drive it through failures
 * by the thousand.
 */
@NullMarked
package dev.muster.ingest.batch;

import org.jspecify.annotations.NullMarked;
