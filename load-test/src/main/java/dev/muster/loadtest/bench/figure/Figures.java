package dev.muster.loadtest.bench.figure;

import java.util.Locale;

/** How figures are written in the tables of a report: the same on every machine. */
public final class Figures {
    private Figures() {}

    public static String number(int decimals, double value) {
        return String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }

    public static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** Beside a target. */
    public static String verdict(boolean met) {
        return met ? "met" : "MISSED";
    }
}
