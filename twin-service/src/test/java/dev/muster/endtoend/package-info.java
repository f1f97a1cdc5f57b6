/**
 * The whole of Muster as a user has it: the service as a process of its own, real Kafka and Cassandra, devices that send over
 * Kafka, and answers over HTTP. One stack serves all tests of a run; each test has topics and a keyspace of its own.
 */
@NullMarked
package dev.muster.endtoend;

import org.jspecify.annotations.NullMarked;
