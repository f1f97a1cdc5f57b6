package dev.muster.assetmodel.telemetry;

/** The outcome of reading one record: never an exception, whatever the bytes. */
public sealed interface DecodeResult {
    /** The bytes were a record of a version that this build reads. */
    record Decoded(TelemetryRecord telemetry) implements DecodeResult {}

    /** The bytes were not; {@code detail} says what was expected. */
    record Refused(RefusalReason reason, String detail) implements DecodeResult {}
}
