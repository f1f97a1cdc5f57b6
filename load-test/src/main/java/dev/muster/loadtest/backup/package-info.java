/** Backup and restore of a local stack: what Cassandra holds, and what Kafka holds that nobody has read yet or that is state. */
@NullMarked
package dev.muster.loadtest.backup;

import org.jspecify.annotations.NullMarked;
