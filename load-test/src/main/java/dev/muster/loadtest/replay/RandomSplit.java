package dev.muster.loadtest.replay;

import java.util.random.RandomGenerator;

/**
 * Splits a figure at random. Not by capacity: with shares in proportion an error in one unit could be the mirror of an error
 * in another, and go unseen. Some parts are negative, as auxiliaries are. The parts always sum up to the figure, to the micro.
 */
final class RandomSplit {
    private static final int MICROS_PER_UNIT = 1_000_000;
    private static final double SWING = 0.25;

    private RandomSplit() {}

    /** {@code parts} at least 1; micros. */
    static long[] split(long micros, int parts, RandomGenerator random) {
        double[] weights = new double[parts];
        double sum = 0;
        for (int i = 0; i < parts; i++) {
            weights[i] = -StrictMath.log(1 - random.nextDouble());
            sum += weights[i];
        }
        long[] split = new long[parts];
        double[] remainders = new double[parts];
        long left = micros;
        for (int i = 0; i < parts; i++) {
            double share = sum == 0 ? micros / (double) parts : micros * (weights[i] / sum);
            split[i] = (long) Math.floor(share);
            remainders[i] = share - split[i];
            left = Math.subtractExact(left, split[i]);
        }
        giveToLargestRemainders(split, remainders, left);
        swing(split, micros, random);
        return split;
    }

    /** Rounding down leaves less than one micro per part; it goes where most was cut off. */
    private static void giveToLargestRemainders(long[] split, double[] remainders, long left) {
        long rest = left;
        while (rest != 0) {
            int most = 0;
            for (int i = 1; i < remainders.length; i++) {
                if (rest > 0 ? remainders[i] > remainders[most] : remainders[i] < remainders[most]) {
                    most = i;
                }
            }
            // Beyond 2^53 micros a double no longer sees single ones: what is left then may be more than one each.
            long step = Math.abs(rest) <= remainders.length ? Long.signum(rest) : rest / remainders.length;
            split[most] += step;
            remainders[most] -= step;
            rest -= step;
        }
    }

    /** Moves a little from each odd part to its neighbour, so that the smallest become negative. */
    private static void swing(long[] split, long micros, RandomGenerator random) {
        double scale = Math.max(Math.abs(micros) / (double) split.length, MICROS_PER_UNIT) * SWING;
        for (int i = 0; i + 1 < split.length; i += 2) {
            long moved = Math.round(random.nextDouble() * scale);
            split[i] += moved;
            split[i + 1] -= moved;
        }
    }
}
