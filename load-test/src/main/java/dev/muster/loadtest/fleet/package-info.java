/** The simulated fleet: what its units are and what they measure, as pure functions of a seed and the simulated time. */
@NullMarked
package dev.muster.loadtest.fleet;

import org.jspecify.annotations.NullMarked;
