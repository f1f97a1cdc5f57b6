/**
 * One set-point that is held, free of Akka and of time: what is seen of the members goes in, commands and a status come out.
 */
@NullMarked
package dev.muster.twinservice.setpoint.control;

import org.jspecify.annotations.NullMarked;
