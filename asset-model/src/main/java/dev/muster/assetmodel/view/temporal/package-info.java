/** The model at any moment, in both times: as it was, and as it was believed to be. */
@NullMarked
package dev.muster.assetmodel.view.temporal;

import org.jspecify.annotations.NullMarked;
