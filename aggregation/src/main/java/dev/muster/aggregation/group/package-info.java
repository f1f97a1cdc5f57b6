/** The sharded aggregator of each group, what it is told and what it answers: shells around the logic. */
@NullMarked
package dev.muster.aggregation.group;

import org.jspecify.annotations.NullMarked;
