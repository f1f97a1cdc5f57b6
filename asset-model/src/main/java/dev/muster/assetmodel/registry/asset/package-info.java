/** Decides what is wished of single assets. */
@NullMarked
package dev.muster.assetmodel.registry.asset;

import org.jspecify.annotations.NullMarked;
