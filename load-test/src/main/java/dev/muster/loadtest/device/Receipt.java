package dev.muster.loadtest.device;

import java.time.Instant;

/** Kafka has a record: where, and when by the broker's clock. */
public record Receipt(int partition, long offset, Instant receivedAt) {}
