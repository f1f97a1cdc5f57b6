package dev.muster.twinservice.setpoint.control;

import java.time.Duration;

/**
 * How set-points are held.
 *
 * @param heldWithin share of the target: the group holds it when its sum is as near
 * @param tolerance share of the target: smaller deviations cause no commands
 * @param deadband share of a member's size: it is not told of smaller changes, unless many add up
 * @param latency from a command to its effect, as devices are expected to have it
 * @param commandInterval a member gets no two commands within it
 * @param disobedience share of a member's size: one that is as far from what it was told disobeys
 * @param strikes so many failures in a row, or reports of disobedience, and it is left out
 * @param leftOutFor how long
 */
public record Tuning(
        double heldWithin,
        double tolerance,
        double deadband,
        Duration latency,
        Duration commandInterval,
        double disobedience,
        int strikes,
        Duration leftOutFor) {}
