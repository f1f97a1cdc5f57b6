/** Which device fills which asset, and who speaks for the asset meanwhile. */
@NullMarked
package dev.muster.assetmodel.view.device;

import org.jspecify.annotations.NullMarked;
