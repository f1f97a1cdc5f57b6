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

    private FixedPoint() {}

    /** The nearest whole number of micros, ties to even. */
    public static long toMicros(double quantity) {
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
