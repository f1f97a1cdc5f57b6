/**
 * Commands to groups: one persistent entity per group command gives it to each member, and remembers what became of each. What
 * decides is free of Akka: {@link dev.muster.twinservice.groupcommand.progress}.
 */
@NullMarked
package dev.muster.twinservice.groupcommand;

import org.jspecify.annotations.NullMarked;
