package dev.muster.ingest;

/** What became of one record of the telemetry topic: exactly one of these. */
public enum Outcome {
    /** The twin took it as its newest; a sample is in history. */
    ACCEPTED,
    /** The twin had it before; a sample is in history (again: the upsert makes redelivery safe). */
    DUPLICATE,
    /** A sample older than what the twin has; it is in history. */
    LATE,
    /** No twin saw it: not decodable, or of a source that no asset has; it is in quarantine. */
    QUARANTINED,
    /** The twin refused it as not plausible, or the model what a device says of itself; it is in quarantine. */
    REJECTED
}
