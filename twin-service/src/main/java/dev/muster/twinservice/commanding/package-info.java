/** The way to the twins for whoever gives commands: checks them against the model first. */
@NullMarked
package dev.muster.twinservice.commanding;

import org.jspecify.annotations.NullMarked;
