package dev.muster.twinservice.serialization;

/** Marks messages that travel between nodes, as CBOR; nodes one version apart must read each other's. */
public interface NodeMessage {}
