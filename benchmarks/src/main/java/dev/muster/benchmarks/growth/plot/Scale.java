package dev.muster.benchmarks.growth.plot;

import java.util.ArrayList;
import java.util.List;

/**
 * Where values are on an axis.
 *
 * @param logarithmic equal factors are equally far apart, instead of equal differences
 * @param min the value that is at {@code from}; greater than 0 when logarithmic
 * @param max the value that is at {@code to}
 * @param from pixels; also greater than {@code to}, for an axis that goes up
 */
record Scale(boolean logarithmic, double min, double max, double from, double to) {
    /** Values that are as many times as far apart are shown by their factors. */
    private static final double SPAN_OF_LOGARITHM = 30;

    private static final int TICKS_WANTED = 5;
    private static final double MARGIN = 1.05;

    Scale {
        if (!(min < max) || (logarithmic && min <= 0)) {
            throw new IllegalArgumentException("Expected an axis from a lower to a higher value%s but got %s to %s"
                    .formatted(logarithmic ? " above 0" : "", min, max));
        }
    }

    /** A linear one from 0, or whole powers of ten when the values are far apart; with room for all of them. */
    static Scale around(double least, double greatest, double from, double to) {
        if (least > 0 && greatest / least >= SPAN_OF_LOGARITHM) {
            double min = Math.pow(10, Math.floor(Math.log10(least)));
            return new Scale(true, min, Math.pow(10, Math.ceil(Math.log10(greatest * MARGIN))), from, to);
        }
        double room = greatest > 0 ? greatest * MARGIN : 1;
        double step = step(room);
        return new Scale(false, 0, Math.ceil(room / step) * step, from, to);
    }

    double position(double value) {
        double part = logarithmic ? Math.log(value / min) / Math.log(max / min) : (value - min) / (max - min);
        return from + part * (to - from);
    }

    /** Round values from one end to the other. */
    List<Double> ticks() {
        List<Double> ticks = new ArrayList<>();
        if (logarithmic) {
            for (double tick = min; tick <= max * MARGIN; tick *= 10) {
                ticks.add(tick);
            }
            return ticks;
        }
        double step = step(max - min);
        for (long i = 0; min + i * step <= max + step / 2; i++) {
            ticks.add(min + i * step);
        }
        return ticks;
    }

    /** 1, 2 or 5 times a power of ten. */
    private static double step(double length) {
        double raw = length / TICKS_WANTED;
        double power = Math.pow(10, Math.floor(Math.log10(raw)));
        double digit = raw / power;
        double round = digit <= 1 ? 1 : digit <= 2 ? 2 : digit <= 5 ? 5 : 10;
        return round * power;
    }
}
