/** The balancing areas of EIA-930 as a fleet: a model of them, and a replay of their hours that is faster than life. */
@NullMarked
package dev.muster.loadtest.replay.eia;

import org.jspecify.annotations.NullMarked;
