package dev.muster.benchmarks.growth;

import org.jspecify.annotations.Nullable;

/**
 * What was measured at one place of a curve.
 *
 * @param at the value of the parameter
 * @param micros for one operation
 * @param bytes allocated for one operation
 * @param collecting the part of the time in which the program stood still for the garbage collector
 * @param partials how often groups told their parents something for one sample; {@code null}: no benchmark of samples
 */
record Point(
        int at,
        Spread micros,
        double bytes,
        double collecting,
        @Nullable Double partials) {}
