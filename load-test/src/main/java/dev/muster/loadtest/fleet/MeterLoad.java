package dev.muster.loadtest.fleet;

import java.util.random.RandomGenerator;

/**
 * What one meter counts: a base load, a day with two peaks, and machines that come and go. A sum of waves, so that the energy
 * is known in closed form: a counter needs no memory, and never runs backwards because the load is never negative.
 */
final class MeterLoad {
    private static final double DAY = 86_400;
    private static final double BASE = 0.5;

    private final double[] share = {0.18, 0.12, 0.06, 0.04};
    private final double[] perSecond = {2 * Math.PI / DAY, 4 * Math.PI / DAY, 2 * Math.PI / 2_820, 2 * Math.PI / 660};
    private final double[] phase = new double[4];

    MeterLoad(long seed) {
        RandomGenerator random = Noise.random(seed, 11);
        // Peaks of the day at much the same hours everywhere; machines run as they like.
        phase[0] = -Math.PI * 0.75 + random.nextDouble(-0.3, 0.3);
        phase[1] = -Math.PI * 0.9 + random.nextDouble(-0.3, 0.3);
        phase[2] = random.nextDouble(2 * Math.PI);
        phase[3] = random.nextDouble(2 * Math.PI);
    }

    /** From 0.1 to 0.9 of rated power. */
    double share(double seconds) {
        double sum = BASE;
        for (int i = 0; i < share.length; i++) {
            sum += share[i] * StrictMath.sin(perSecond[i] * seconds + phase[i]);
        }
        return sum;
    }

    /** Hours at rated power since {@code seconds} were 0. */
    double fullLoadHours(double seconds) {
        double sum = BASE * seconds;
        for (int i = 0; i < share.length; i++) {
            sum += share[i]
                    / perSecond[i]
                    * (StrictMath.cos(phase[i]) - StrictMath.cos(perSecond[i] * seconds + phase[i]));
        }
        return sum / 3_600;
    }
}
