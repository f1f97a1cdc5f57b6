package dev.muster.loadtest.fleet;

/** The power curve of a turbine: nothing in a breeze, the cube of the speed up to rated, nothing in a storm. */
final class WindPower {
    /** Metres per second. */
    static final double CUT_IN = 3;

    static final double RATED = 12;
    static final double CUT_OUT = 25;

    private WindPower() {}

    /** From 0 to 1 of rated power. */
    static double share(double metresPerSecond) {
        if (metresPerSecond < CUT_IN || metresPerSecond >= CUT_OUT) {
            return 0;
        }
        if (metresPerSecond >= RATED) {
            return 1;
        }
        double cubeIn = CUT_IN * CUT_IN * CUT_IN;
        return (metresPerSecond * metresPerSecond * metresPerSecond - cubeIn) / (RATED * RATED * RATED - cubeIn);
    }
}
