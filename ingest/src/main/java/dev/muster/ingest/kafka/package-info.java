/** What ingest does to Kafka beside consuming: creates and checks topics, guards offsets, publishes telemetry and refusals. */
@NullMarked
package dev.muster.ingest.kafka;

import org.jspecify.annotations.NullMarked;
