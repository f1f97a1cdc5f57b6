/** Whole clusters of aggregators under random trouble, against a naive oracle. */
@NullMarked
package dev.muster.aggregation.rollup.simulation;

import org.jspecify.annotations.NullMarked;
