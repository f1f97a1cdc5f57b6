/** Totals over groups that say who is missing from them. */
@NullMarked
package dev.muster.aggregation;

import org.jspecify.annotations.NullMarked;
