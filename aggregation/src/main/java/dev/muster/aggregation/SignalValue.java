package dev.muster.aggregation;

import dev.muster.assetmodel.identity.SourceId;
import dev.muster.assetmodel.telemetry.Quality;
import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;

/**
 * The value register of one signal of a member. Registers are totally ordered, so that taking the greater of two is the
 * same in whatever order, grouping and number of repeats they arrive: by {@code measuredAt}, then {@code sequence},
 * then {@code source}. Of one and the same sample that arrived twice the first arrival is the greater: sending a value
 * again does not make it fresh again. The last two criteria only decide between contradictory copies of one sample.
 *
 * @param micros as reported, in the device's sign convention
 * @param measuredAt the device's clock: orders, never decides freshness
 * @param receivedAt the broker's clock: decides freshness
 */
public record SignalValue(
        long micros, Quality quality, Instant measuredAt, long sequence, SourceId source, Instant receivedAt)
        implements Comparable<SignalValue> {
    private static final Comparator<SignalValue> ORDER = Comparator.comparing(SignalValue::measuredAt)
            .thenComparingLong(SignalValue::sequence)
            .thenComparing(SignalValue::source)
            .thenComparing(SignalValue::receivedAt, Comparator.reverseOrder())
            .thenComparing(SignalValue::quality)
            .thenComparingLong(SignalValue::micros);

    public SignalValue {
        Objects.requireNonNull(quality, "Expected a quality but got none");
        Objects.requireNonNull(measuredAt, "Expected measuredAt but got none");
        Objects.requireNonNull(source, "Expected a source but got none");
        Objects.requireNonNull(receivedAt, "Expected receivedAt but got none");
    }

    @Override
    public int compareTo(SignalValue other) {
        return ORDER.compare(this, other);
    }

    /** The greater of the two. */
    public static SignalValue later(SignalValue one, SignalValue other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
