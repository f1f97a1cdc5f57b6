/** What a group's totals were lately, without Akka: bounded rings of points that never make one up. */
@NullMarked
package dev.muster.aggregation.recent;

import org.jspecify.annotations.NullMarked;
