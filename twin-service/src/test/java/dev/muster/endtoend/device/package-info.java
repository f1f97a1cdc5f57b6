/** Simulated and reference devices over a real Kafka. */
@NullMarked
package dev.muster.endtoend.device;

import org.jspecify.annotations.NullMarked;
