package dev.muster.loadtest.fleet;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Randomness as a pure function: what it returns depends on its arguments only, on every platform. */
final class Noise {
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private Noise() {}

    /** A seed that depends on all of {@code parts} and their order. */
    static long mix(long... parts) {
        long hash = GOLDEN_GAMMA;
        for (long part : parts) {
            hash = finish(hash + part * GOLDEN_GAMMA + 1);
        }
        return hash;
    }

    static RandomGenerator random(long... parts) {
        return new SplittableRandom(mix(parts));
    }

    /** From -1 to 1; changes smoothly over about {@code periodSeconds}. */
    static double smooth(long seed, double seconds, double periodSeconds) {
        double position = seconds / periodSeconds;
        long step = (long) Math.floor(position);
        double part = position - step;
        double eased = part * part * (3 - 2 * part);
        return plusMinusOne(seed, step) * (1 - eased) + plusMinusOne(seed, step + 1) * eased;
    }

    private static double plusMinusOne(long seed, long step) {
        return (mix(seed, step) >> 11) * 0x1.0p-52;
    }

    /** The finalizer of SplitMix64: every bit of the input reaches every bit of the output. */
    private static long finish(long z) {
        long a = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        long b = (a ^ (a >>> 27)) * 0x94D049BB133111EBL;
        return b ^ (b >>> 31);
    }
}
