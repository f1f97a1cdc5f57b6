package dev.muster.aggregation.rollup;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import dev.muster.aggregation.MissingReason;
import dev.muster.aggregation.Totals;
import dev.muster.assetmodel.view.Expectation;
import java.io.IOException;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * What one group tells its parent of one signal: sums and counts, never members. Generation positive micros.
 *
 * @param micros sum over the reporting members
 * @param missing counts above zero
 * @param missingMinMicros sum of the minima of missing members that have limits
 * @param missingMaxMicros sum of the maxima of missing members that have limits
 * @param unbounded missing members without limits
 * @param overflow a sum left the range of a {@code long}: the sums here are 0 and mean nothing, the counts hold
 */
public record SignalPartial(
        long micros,
        int reporting,
        int uncertain,
        @JsonDeserialize(using = MissingCounts.class) Map<MissingReason, Integer> missing,
        long missingMinMicros,
        long missingMaxMicros,
        int unbounded,
        boolean overflow) {
    static final SignalPartial NOBODY = new SignalPartial(0, 0, 0, Map.of(), 0, 0, 0, false);

    public SignalPartial {
        Map<MissingReason, Integer> ordered = new EnumMap<>(MissingReason.class);
        ordered.putAll(missing);
        missing = Collections.unmodifiableMap(ordered);
    }

    /** All members that the model expects, missing for one reason. */
    static SignalPartial allMissing(MissingReason reason, Expectation expectation) {
        if (expectation.expected() == 0) {
            return NOBODY;
        }
        return new SignalPartial(
                0,
                0,
                0,
                Map.of(reason, expectation.expected()),
                expectation.minMicros(),
                expectation.maxMicros(),
                expectation.unbounded(),
                false);
    }

    /** Members accounted for; equals the model's expectation when both speak of the same members. */
    public int expected() {
        return reporting + missingCount();
    }

    /** Members missing, whatever the reason. */
    public int missingCount() {
        int count = 0;
        for (int ofReason : missing.values()) {
            count += ofReason;
        }
        return count;
    }

    /** Empty when a figure leaves the range of a {@code long}. */
    public Optional<Totals> totals() {
        if (overflow) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Totals(
                    micros,
                    expected(),
                    reporting,
                    uncertain,
                    missing,
                    Math.addExact(micros, missingMinMicros),
                    Math.addExact(micros, missingMaxMicros),
                    unbounded));
        } catch (ArithmeticException beyondLong) {
            return Optional.empty();
        }
    }

    /**
     * Reads counts by reason. Several names of a newer build are one reason here: their counts add up, so that {@code expected = reporting
     * + missing} holds.
     */
    static final class MissingCounts extends JsonDeserializer<Map<MissingReason, Integer>> {
        @Override
        public Map<MissingReason, Integer> deserialize(JsonParser parser, DeserializationContext context)
                throws IOException {
            JavaType byName = context.getTypeFactory().constructMapType(Map.class, String.class, Integer.class);
            Map<String, Integer> read = context.readValue(parser, byName);
            Map<MissingReason, Integer> counts = new EnumMap<>(MissingReason.class);
            for (Map.Entry<String, Integer> entry : read.entrySet()) {
                MissingReason reason =
                        context.readTreeAsValue(context.getNodeFactory().textNode(entry.getKey()), MissingReason.class);
                counts.merge(reason, entry.getValue(), Integer::sum);
            }
            return counts;
        }
    }
}
