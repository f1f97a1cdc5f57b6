package dev.muster.benchmarks.growth.plot;

import java.math.BigDecimal;
import java.math.MathContext;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;

/** Numbers as people read them: no more digits than were measured. */
public final class Figures {
    private static final int DIGITS = 3;
    private static final int DECIMALS_MAX = 6;

    private Figures() {}

    /** Three digits that count, thousands apart: {@code 0.0123}, {@code 4.56}, {@code 78,900}. */
    public static String of(double number) {
        BigDecimal rounded = new BigDecimal(number).round(new MathContext(DIGITS));
        // What is above a thousand is told apart by all of its digits.
        boolean large = rounded.abs().compareTo(BigDecimal.valueOf(1_000)) >= 0;
        DecimalFormat format = new DecimalFormat("#,##0", DecimalFormatSymbols.getInstance(Locale.ROOT));
        format.setMaximumFractionDigits(large ? 0 : DECIMALS_MAX);
        return format.format(large ? new BigDecimal(number) : rounded);
    }

    /** A number of things, in short: {@code 500}, {@code 1k}, {@code 2.5M}. */
    public static String count(double number) {
        if (number >= 1_000_000) {
            return of(number / 1_000_000) + "M";
        }
        return number >= 1_000 ? of(number / 1_000) + "k" : of(number);
    }
}
