package dev.muster.assetmodel.type;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Exact arithmetic for totals: a quantity is a whole number of <em>micros</em>, millionths of its unit (1 micro of a MW is
 * 1 W). Sums of micros never drift, whatever their order; leaving the range of a {@code long} (about ±9.2e12 units) is an
 * {@link ArithmeticException}, never a wrong figure.
 */
public final class FixedPoint {
    public static final int MICROS_PER_UNIT = 1_000_000;

    private static final int DECIMALS = 6;

    /** Below it a double's neighbours are less than 0.004 apart. */
    private static final double SURE_BELOW = 1L << 44;

    private static final double SURELY_NEARER = 0.48;

    private FixedPoint() {}

    /** The nearest whole number of micros to the decimal that {@link Double#toString(double)} shows, ties to even. */
    public static long toMicros(double quantity) {
        double scaled = quantity * MICROS_PER_UNIT;
        double nearest = Math.rint(scaled);
        // So far from the middle between two micros, and with so many bits to spare, no rounding error decides.
        if (Math.abs(scaled) < SURE_BELOW && Math.abs(scaled - nearest) < SURELY_NEARER) {
            return (long) nearest;
        }
        if (!Double.isFinite(quantity)) {
            throw new ArithmeticException("Expected a finite quantity but got " + quantity);
        }
        return BigDecimal.valueOf(quantity)
                .setScale(DECIMALS, RoundingMode.HALF_EVEN)
                .unscaledValue()
                .longValueExact();
    }

    /** Exact decimal of {@code micros}, without trailing zeros. */
    public static BigDecimal toDecimal(long micros) {
        BigDecimal decimal = BigDecimal.valueOf(micros, DECIMALS).stripTrailingZeros();
        return decimal.scale() < 0 ? decimal.setScale(0) : decimal;
    }
}
