/**
 * The logic of one group's totals, without Akka: registers, reasons, running sums, partials, and the way through the
 * tree.
 */
@NullMarked
package dev.muster.aggregation.rollup;

import org.jspecify.annotations.NullMarked;
