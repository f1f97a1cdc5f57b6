package dev.muster.assetmodel.type;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.muster.assetmodel.identity.SignalName;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One signal of an asset type. One that is reported {@link Reporting#BY_EXCEPTION} is sent when it changes, and repeated as a
 * heartbeat every {@code interval} though it did not: its value holds until the heartbeat is missed, that is until {@code
 * staleAfter} after its last arrival.
 *
 * @param unit UCUM code, for example {@code MW}, {@code m/s}, {@code %}
 * @param interval how often a healthy device reports it, at least
 * @param staleAfter how long after its last arrival (broker's clock) a value no longer counts; longer than {@code interval}
 * @param range readings outside are refused; {@code null}: any finite reading is plausible
 * @param summed whether groups total it; then its unit is the same in every type of the model
 * @param reporting what makes a device send it; absent in JSON: {@link Reporting#INTERVAL}
 */
public record Signal(
        SignalName name,
        String unit,
        SignalKind kind,
        SignConvention sign,
        Duration interval,
        Duration staleAfter,
        @Nullable Range range,
        boolean summed,

        @JsonInclude(value = JsonInclude.Include.CUSTOM, valueFilter = JsonDefault.class)
        Reporting reporting) {
    private static final int UNIT_LENGTH_MAX = 32;

    @JsonCreator
    public Signal {
        Objects.requireNonNull(name, "Expected a name for each signal");
        Objects.requireNonNull(kind, "Expected kind gauge, counter or state of signal " + name);
        Objects.requireNonNull(sign, "Expected sign generation or load of signal " + name);
        if (unit == null || unit.isBlank() || unit.length() > UNIT_LENGTH_MAX) {
            throw new IllegalArgumentException("Expected a UCUM unit of 1 to %d characters of signal %s but got '%s'"
                    .formatted(UNIT_LENGTH_MAX, name, unit));
        }
        if (interval == null || interval.isNegative() || interval.isZero()) {
            throw new IllegalArgumentException(
                    "Expected an interval above zero of signal %s but got %s".formatted(name, interval));
        }
        if (staleAfter == null || staleAfter.compareTo(interval) <= 0) {
            throw new IllegalArgumentException("Expected staleAfter above the interval %s of signal %s but got %s"
                    .formatted(interval, name, staleAfter));
        }
        reporting = reporting == null ? Reporting.INTERVAL : reporting;
    }

    /** One that is reported at its interval. */
    public static Signal atIntervals(
            SignalName name,
            String unit,
            SignalKind kind,
            SignConvention sign,
            Duration interval,
            Duration staleAfter,
            @Nullable Range range,
            boolean summed) {
        return new Signal(name, unit, kind, sign, interval, staleAfter, range, summed, Reporting.INTERVAL);
    }
}
