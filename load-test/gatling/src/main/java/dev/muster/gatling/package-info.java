/** Load on a running Muster, over HTTP alone: the simulations that Gatling runs. */
@NullMarked
package dev.muster.gatling;

import org.jspecify.annotations.NullMarked;
