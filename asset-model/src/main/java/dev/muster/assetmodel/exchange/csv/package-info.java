/** Lines, and CSV as spreadsheets write it, out of pieces of a stream, in bounded memory. */
@NullMarked
package dev.muster.assetmodel.exchange.csv;

import org.jspecify.annotations.NullMarked;
