/** What an asset was said to be, what its device reports, and where the two differ; asked in both times. */
@NullMarked
package dev.muster.assetmodel.mismatch;

import org.jspecify.annotations.NullMarked;
