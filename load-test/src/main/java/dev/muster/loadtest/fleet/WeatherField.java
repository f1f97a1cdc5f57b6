package dev.muster.loadtest.fleet;

import java.util.random.RandomGenerator;

/**
 * A field over the country that drifts with the weather: a sum of plane waves with random directions and phases. Mean 0,
 * variance 1, nearly normal; places much closer than the shortest wave see nearly the same value, distant ones do not.
 */
final class WeatherField {
    private static final int WAVES = 24;
    private static final double WAVE_MIN_KM = 120;
    private static final double WAVE_MAX_KM = 900;

    private final double[] eastPerKm = new double[WAVES];
    private final double[] northPerKm = new double[WAVES];
    private final double[] perSecond = new double[WAVES];
    private final double[] phase = new double[WAVES];

    /** Drifts east and north with the given metres per second. */
    WeatherField(long seed, double driftEast, double driftNorth) {
        RandomGenerator random = Noise.random(seed);
        for (int i = 0; i < WAVES; i++) {
            double length = WAVE_MIN_KM * Math.pow(WAVE_MAX_KM / WAVE_MIN_KM, (i + 0.5) / WAVES);
            double direction = random.nextDouble(2 * Math.PI);
            eastPerKm[i] = 2 * Math.PI / length * Math.cos(direction);
            northPerKm[i] = 2 * Math.PI / length * Math.sin(direction);
            // Drift, and a slow change of each wave on its own, so that the same weather never comes again.
            perSecond[i] = (eastPerKm[i] * driftEast + northPerKm[i] * driftNorth) / 1000
                    + random.nextDouble(-1, 1) * 2 * Math.PI / 86_400;
            phase[i] = random.nextDouble(2 * Math.PI);
        }
    }

    double at(Place place, double seconds) {
        double sum = 0;
        for (int i = 0; i < WAVES; i++) {
            sum += StrictMath.cos(eastPerKm[i] * place.eastKm()
                    + northPerKm[i] * place.northKm()
                    - perSecond[i] * seconds
                    + phase[i]);
        }
        return sum * Math.sqrt(2.0 / WAVES);
    }
}
