package dev.muster.aggregation.rollup;

import dev.muster.aggregation.MissingReason;
import dev.muster.assetmodel.view.Limits;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Totals of one signal, adjusted by difference: whatever was added can be removed again, in constant time whatever the
 * size of the group. Not thread-safe.
 */
final class RunningTotals {
    private final ExactSum reportingMicros = new ExactSum();
    private final ExactSum missingMin = new ExactSum();
    private final ExactSum missingMax = new ExactSum();
    private final Map<MissingReason, Integer> missing = new EnumMap<>(MissingReason.class);
    private int reporting;
    private int uncertain;
    private int unbounded;
    private int overflows;

    /**
     * Counts a member that reports.
     *
     * @param factor turns the device's sign convention into generation positive: 1 or -1
     */
    void addReporting(long micros, int factor, boolean isUncertain) {
        adjust(reportingMicros, micros, factor > 0);
        reporting++;
        uncertain += isUncertain ? 1 : 0;
    }

    void removeReporting(long micros, int factor, boolean isUncertain) {
        adjust(reportingMicros, micros, factor < 0);
        reporting--;
        uncertain -= isUncertain ? 1 : 0;
    }

    void addMissing(MissingReason reason, @Nullable Limits limits) {
        missing.merge(reason, 1, Integer::sum);
        adjustBounds(limits, true);
    }

    void removeMissing(MissingReason reason, @Nullable Limits limits) {
        missing.merge(reason, -1, Integer::sum);
        adjustBounds(limits, false);
    }

    void add(SignalPartial part) {
        adjust(part, true);
    }

    void remove(SignalPartial part) {
        adjust(part, false);
    }

    SignalPartial snapshot() {
        Map<MissingReason, Integer> counts = new EnumMap<>(MissingReason.class);
        missing.forEach((reason, count) -> {
            if (count != 0) {
                counts.put(reason, count);
            }
        });
        boolean overflow = overflows > 0 || !reportingMicros.fits() || !missingMin.fits() || !missingMax.fits();
        return new SignalPartial(
                overflow ? 0 : reportingMicros.asLong(),
                reporting,
                uncertain,
                counts,
                overflow ? 0 : missingMin.asLong(),
                overflow ? 0 : missingMax.asLong(),
                unbounded,
                overflow);
    }

    private void adjust(SignalPartial part, boolean add) {
        int sign = add ? 1 : -1;
        adjust(reportingMicros, part.micros(), add);
        adjust(missingMin, part.missingMinMicros(), add);
        adjust(missingMax, part.missingMaxMicros(), add);
        reporting += sign * part.reporting();
        uncertain += sign * part.uncertain();
        unbounded += sign * part.unbounded();
        overflows += part.overflow() ? sign : 0;
        part.missing().forEach((reason, count) -> missing.merge(reason, sign * count, Integer::sum));
    }

    private void adjustBounds(@Nullable Limits limits, boolean add) {
        if (limits == null) {
            unbounded += add ? 1 : -1;
        } else {
            adjust(missingMin, limits.minMicros(), add);
            adjust(missingMax, limits.maxMicros(), add);
        }
    }

    private static void adjust(ExactSum sum, long summand, boolean add) {
        if (add) {
            sum.add(summand);
        } else {
            sum.subtract(summand);
        }
    }
}
