package dev.muster.aggregation.rollup;

/**
 * A running sum of longs in 128 bits. Adjusting a sum by differences may pass through values beyond a {@code long}
 * although the true sum is within; with 128 bits no order of 2^63 adjustments can overflow, so only {@link #fits}
 * decides, at reading.
 */
final class ExactSum {
    private long high;
    private long low;

    void add(long summand) {
        long sum = low + summand;
        high += (summand >> 63) + (Long.compareUnsigned(sum, low) < 0 ? 1 : 0);
        low = sum;
    }

    void subtract(long summand) {
        long difference = low - summand;
        high -= (summand >> 63) + (Long.compareUnsigned(low, summand) < 0 ? 1 : 0);
        low = difference;
    }

    /** Whether {@link #asLong} has an answer. */
    boolean fits() {
        return high == low >> 63;
    }

    /** {@link ArithmeticException} unless it {@link #fits}. */
    long asLong() {
        if (!fits()) {
            throw new ArithmeticException("Expected a sum within a long but got one beyond");
        }
        return low;
    }
}
