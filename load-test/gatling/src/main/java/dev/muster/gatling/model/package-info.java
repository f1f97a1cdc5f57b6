/** The model of the Muster that is asked: what simulations choose from. */
@NullMarked
package dev.muster.gatling.model;

import org.jspecify.annotations.NullMarked;
