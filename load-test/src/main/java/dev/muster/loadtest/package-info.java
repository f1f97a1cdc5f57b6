/** The simulated fleet, the local stack and the load generator: a black box that knows Kafka and HTTP only. */
@NullMarked
package dev.muster.loadtest;

import org.jspecify.annotations.NullMarked;
