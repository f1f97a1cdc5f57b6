package dev.muster.twinservice.store.statement;

import dev.muster.assetmodel.telemetry.Quality;

/** A quality as stored: the severity bits of an OPC UA status code. Never {@code ordinal()}, which an edit can move. */
public final class QualityCode {
    private QualityCode() {}

    public static int of(Quality quality) {
        return switch (quality) {
            case GOOD -> 0;
            case UNCERTAIN -> 1;
            case BAD -> 2;
        };
    }

    public static Quality quality(int code) {
        return switch (code) {
            case 0 -> Quality.GOOD;
            case 1 -> Quality.UNCERTAIN;
            case 2 -> Quality.BAD;
            default -> throw new IllegalStateException("Expected quality 0, 1 or 2 but read " + code);
        };
    }
}
