/** What a simulated device does with what it is told: the device's side of the command contract, and a plant that obeys. */
@NullMarked
package dev.muster.loadtest.control;

import org.jspecify.annotations.NullMarked;
