/** A whole system in simulated time around the real deadlines: devices, a broker, nodes, twins, and a truth to judge them by. */
@NullMarked
package dev.muster.ingest.deadline.simulation;

import org.jspecify.annotations.NullMarked;
