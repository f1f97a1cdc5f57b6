package dev.muster.twinservice.serialization;

/**
 * Marks events and snapshots that Akka Persistence stores, as JSON. Old rows are read for years: every implementation has a
 * golden file, and fields are only ever added.
 */
public interface JournalEvent {}
