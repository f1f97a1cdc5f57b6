package dev.muster.ingest.kafka;

/** Where Kafka put a record, once it is acked by all in-sync replicas. */
public record Published(int partition, long offset) {}
