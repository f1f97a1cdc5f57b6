/** Replay of real data out of a directory of CSV files: assets, readings, published totals. */
@NullMarked
package dev.muster.loadtest.replay;

import org.jspecify.annotations.NullMarked;
