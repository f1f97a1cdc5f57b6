/** The states that an asset's connection can be in. */
@NullMarked
package dev.muster.assetmodel.connectivity;

import org.jspecify.annotations.NullMarked;
