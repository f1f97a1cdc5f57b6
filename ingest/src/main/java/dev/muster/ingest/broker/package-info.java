/** Where Kafka is, and how every client of it is let in. */
@NullMarked
package dev.muster.ingest.broker;

import org.jspecify.annotations.NullMarked;
