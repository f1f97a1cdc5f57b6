package dev.muster.twinservice.metrics;

import dev.muster.assetmodel.telemetry.RefusalReason;

/** Reasons as labels: the same words as in the quarantine. */
final class RefusalLabels {
    private RefusalLabels() {}

    static String of(RefusalReason reason) {
        return switch (reason) {
            case TOO_LARGE -> "tooLarge";
            case MALFORMED -> "malformed";
            case UNKNOWN_VERSION -> "unknownVersion";
            case NOT_FINITE -> "notFinite";
            case KEY_MISMATCH -> "keyMismatch";
            case UNKNOWN_SOURCE -> "unknownSource";
            case UNKNOWN_SIGNAL -> "unknownSignal";
            case WRONG_UNIT -> "wrongUnit";
            case OUT_OF_RANGE -> "outOfRange";
            case CLOCK_AHEAD -> "clockAhead";
            case RETIRED -> "retired";
            case BAD_PROPERTIES -> "badProperties";
            case UNKNOWN_COMMAND -> "unknownCommand";
            case FORGED_ANSWER -> "forgedAnswer";
        };
    }
}
