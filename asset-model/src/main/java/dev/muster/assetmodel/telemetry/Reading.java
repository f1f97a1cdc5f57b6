package dev.muster.assetmodel.telemetry;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * One value of one signal as the device sent it.
 *
 * @param value finite; in the signal's unit and sign convention
 * @param unit the unit the device claims, checked against the type's; {@code null}: it claims none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Reading(
        double value, Quality quality, @Nullable String unit) {
    public Reading {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("Expected a finite value but got " + value);
        }
    }

    /** A good reading that claims no unit. */
    public static Reading good(double value) {
        return new Reading(value, Quality.GOOD, null);
    }
}
